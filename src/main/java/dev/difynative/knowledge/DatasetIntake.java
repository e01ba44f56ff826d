package dev.difynative.knowledge;

import java.time.Clock;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.knowledge.settings.ProcessRule.Mode;
import dev.difynative.knowledge.settings.ProcessRules;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.persistence.Ids;

/**
 * Admits documents to datasets: the first one decides how the dataset is indexed and what form its segments have, later ones
 * follow it. The dataset stays locked until the caller's transaction ends, so that documents come in one by one.
 */
@ApplicationScoped
public class DatasetIntake {
    private static final String HIERARCHICAL_JSON = """
            {"mode":"hierarchical","rules":{"pre_processing_rules":[{"id":"remove_extra_spaces","enabled":true},\
            {"id":"remove_urls_emails","enabled":false}],"parent_mode":"paragraph",\
            "segmentation":{"separator":"\\n\\n","max_tokens":500,"chunk_overlap":0},\
            "subchunk_segmentation":{"separator":"\\n","max_tokens":200,"chunk_overlap":0}}}""";

    private final DatasetModels models;
    private final ProcessRules rules;
    private final DatasetDirectory directory;
    private final Clock clock;

    /** What a caller says about a document; null leaves it to the dataset. */
    public record Terms(String indexingTechnique, String docForm, JsonNode processRule, JsonNode retrievalModel,
            String embeddingModelProvider, String embeddingModel) {}

    /** How a document is to be read; {@code processRule} is JSON. */
    public record Admitted(UUID tenantId, UUID datasetId, DocForm docForm, UUID processRuleId, String processRule) {}

    DatasetIntake(DatasetModels models, ProcessRules rules, DatasetDirectory directory, Clock clock) {
        this.models = models;
        this.rules = rules;
        this.directory = directory;
        this.clock = clock;
    }

    /** Reads the terms for faults, before anything is stored; whether they suit the dataset is decided by {@link #admit}. */
    public void check(Terms terms) {
        if (terms.processRule() != null) {
            rules.parse(terms.processRule());
        }
        if (terms.indexingTechnique() != null) {
            DatasetRules.technique(terms.indexingTechnique());
        }
        if (terms.docForm() != null) {
            DatasetRules.docForm(terms.docForm());
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public Admitted admit(Viewer viewer, UUID datasetId, Terms terms) {
        Dataset dataset = DatasetAccess.locked(viewer, datasetId);
        if (dataset.isExternal()) {
            throw CommonError.INVALID_PARAM.because("An external dataset takes no documents");
        }
        decide(dataset, terms);
        if (dataset.retrievalModel == null) {
            models.saveRetrieval(dataset, terms.retrievalModel());
        }
        if (terms.processRule() != null) {
            dataset.processRule = terms.processRule().toString();
            dataset.processRuleId = Ids.next();
        } else if (dataset.processRule == null) {
            dataset.processRule = dataset.docForm == DocForm.HIERARCHICAL_MODEL
                    ? HIERARCHICAL_JSON
                    : ProcessRules.AUTOMATIC_JSON;
            dataset.processRuleId = Ids.next();
        }
        checkMode(dataset);
        dataset.updatedAt = clock.instant();
        directory.changed(dataset.tenantId, dataset.id);
        return new Admitted(dataset.tenantId, dataset.id, dataset.docForm, dataset.processRuleId, dataset.processRule);
    }

    private void decide(Dataset dataset, Terms terms) {
        if (dataset.indexingTechnique == null) {
            if (terms.indexingTechnique() == null) {
                throw CommonError.INVALID_PARAM.field("indexing_technique", "required",
                        "Parameter 'indexing_technique' is required for the first document of a dataset");
            }
            models.decide(dataset, DatasetRules.technique(terms.indexingTechnique()), terms.embeddingModelProvider(),
                    terms.embeddingModel());
        }
        boolean hierarchical = terms.processRule() != null && rules.parse(terms.processRule()).mode() == Mode.HIERARCHICAL;
        DocForm usual = hierarchical ? DocForm.HIERARCHICAL_MODEL : DocForm.TEXT_MODEL;
        if (dataset.docForm == null) {
            dataset.docForm = terms.docForm() == null ? usual : DatasetRules.docForm(terms.docForm());
        } else if (terms.docForm() != null && DatasetRules.docForm(terms.docForm()) != dataset.docForm) {
            throw CommonError.INVALID_PARAM.field("doc_form", "conflict", "The documents of this dataset are of the form '%s'",
                    dataset.docForm.wire());
        }
        if (dataset.docForm != DocForm.TEXT_MODEL && dataset.indexingTechnique == IndexingTechnique.ECONOMY) {
            throw CommonError.INVALID_PARAM.field("doc_form", "conflict",
                    "The form '%s' needs the indexing technique 'high_quality'", dataset.docForm.wire());
        }
        dataset.dataSourceType = "upload_file";
    }

    private void checkMode(Dataset dataset) {
        boolean hierarchical = rules.parse(dataset.processRule).mode() == Mode.HIERARCHICAL;
        if (hierarchical != (dataset.docForm == DocForm.HIERARCHICAL_MODEL)) {
            throw CommonError.INVALID_PARAM.field("process_rule.mode", "conflict",
                    "Documents of the form hierarchical_model, and only these, are split by the mode 'hierarchical'");
        }
    }
}
