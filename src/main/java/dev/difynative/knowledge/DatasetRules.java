package dev.difynative.knowledge;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.CreateDataset.PartialMember;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.persistence.Ids;

/** What the parts of a dataset may be; each rule gives the value back in its normal form. */
final class DatasetRules {
    static final int MAX_NAME_LENGTH = 40;
    private static final int MAX_DESCRIPTION_LENGTH = 400;

    private DatasetRules() {}

    static String name(String name) { return Parameters.text("name", name, MAX_NAME_LENGTH); }

    static String description(String description) {
        return description == null ? "" : Parameters.bounded("description", description, MAX_DESCRIPTION_LENGTH);
    }

    static DatasetPermission permission(String permission) {
        return DatasetPermission.find(permission).orElseThrow(() -> CommonError.INVALID_PARAM.field("permission", "enum",
                "Parameter 'permission' must be only_me, all_team_members or partial_members"));
    }

    static IndexingTechnique technique(String technique) {
        return IndexingTechnique.find(technique).orElseThrow(() -> CommonError.INVALID_PARAM.field("indexing_technique", "enum",
                "Parameter 'indexing_technique' must be high_quality or economy"));
    }

    static DocForm docForm(String docForm) {
        return DocForm.find(docForm).orElseThrow(() -> CommonError.INVALID_PARAM.field("doc_form", "enum",
                "Parameter 'doc_form' must be text_model, hierarchical_model or qa_model"));
    }

    static List<UUID> members(List<PartialMember> members) {
        return members.stream().map(member -> Ids.tryParse(member == null ? null : member.userId())
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("partial_member_list", "format",
                        "Parameter 'partial_member_list' needs the 'user_id' of a member in each item")))
                .distinct().toList();
    }

    /** The settings of a search elsewhere as text; null stays null. */
    static String externalRetrieval(JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        JsonNode topK = node.path("top_k");
        JsonNode threshold = node.path("score_threshold");
        boolean topKIsGood = topK.isMissingNode() || topK.isInt() && topK.intValue() >= 1
                && topK.intValue() <= RetrievalModel.MAX_TOP_K;
        boolean thresholdIsGood = threshold.isMissingNode() || threshold.isNull()
                || threshold.isNumber() && threshold.doubleValue() >= 0 && threshold.doubleValue() <= 1;
        if (!node.isObject() || !topKIsGood || !thresholdIsGood) {
            throw CommonError.INVALID_PARAM.field("external_retrieval_model", "range", "Parameter 'external_retrieval_model' "
                    + "needs a top_k from 1 to %d and a score_threshold from 0 to 1", RetrievalModel.MAX_TOP_K);
        }
        return node.toString();
    }
}
