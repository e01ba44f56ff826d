package dev.difynative.workflow.node.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.retrieval.Passage;
import dev.difynative.knowledge.retrieval.RetrievalRequest;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TestNodeContext;

class KnowledgeRetrievalNodeTest {
    private static final UUID ID = new UUID(0, 9);
    private static final UUID OTHER = new UUID(0, 10);
    private final List<RetrievalRequest> asked = new ArrayList<>();
    private final KnowledgeRetrievalNode node = new KnowledgeRetrievalNode((KnowledgeRetrievalNode.Search) request -> {
        asked.add(request);
        return List.of(new Passage(new Passage.Source(ID, "Set"),
                new Passage.DocumentRef(ID, "Doc", "upload_file", null, Map.of("k", "v")),
                new Passage.Segment(ID, 3, "Why?", "Because.", 2, 4, List.of(), "h", 7,
                        new Passage.Place(2, 10, 20), null),
                0.75, List.of(), null));
    }, (tenant, datasets, model, query) -> datasets.size() < 2
            ? Optional.empty()
            : Optional.of(UUID.fromString(model.model().equals("second") ? OTHER.toString() : ID.toString())),
            (tenant, datasets, model, query) -> TestNodeContext.json("{'read':'%s by %s of %s'}".formatted(query, model.model(),
                    model.provider())),
            TestNodeContext.JSON);
    private final TestNodeContext context = TestNodeContext.of("knowledge-retrieval").with("sys", "{'query':'why'}").with("v",
            "{'kind':'x'}");

    private String config(String more) {
        return "{'query_variable_selector':['sys','query'],'dataset_ids':['%s','sealed=='],'retrieval_mode':'multiple'%s}"
                .formatted(ID, more);
    }

    @Test
    void passagesAreShownAsTheEditorKnowsThem() {
        JsonNode first = context.outputs(node, config("")).path("result").get(0);
        assertEquals("Doc | question:Why? answer:Because.",
                first.path("title").asText() + " | " + first.path("content").asText());
        assertEquals("knowledge Set 0.75 1 workflow", "%s %s %s %s %s".formatted(first.at("/metadata/_source").asText(),
                first.at("/metadata/dataset_name").asText(), first.at("/metadata/score"), first.at("/metadata/position"),
                first.at("/metadata/retriever_from").asText()));
        assertEquals(List.of(ID), asked.getFirst().datasetIds());
        assertEquals(4, asked.getFirst().merging().topK());
        assertNull(asked.getFirst().metadataFilter());
    }

    @Test
    void theConfigurationSaysHowFindsAreMergedAndFiltered() {
        context.outputs(node,
                config("""
                ,'multiple_retrieval_config':{'top_k':7,'score_threshold':0.5,'reranking_enable':true,'reranking_mode':'reranking_model',
                  'reranking_model':{'provider':'p','model':'m'}},'metadata_filtering_mode':'manual',
                 'metadata_filtering_conditions':{'logical_operator':'or','conditions':[{'name':'k','comparison_operator':'is','value':'{{#v.kind#}}'}]}"""));
        RetrievalRequest request = asked.getFirst();
        assertEquals("7 0.5 m", request.merging().topK() + " " + request.merging().scoreThreshold() + " "
                + request.merging().reranking().model());
        assertEquals(
                "{\"logical_operator\":\"or\",\"conditions\":[{\"name\":\"k\",\"comparison_operator\":\"is\",\"value\":\"x\"}]}",
                request.metadataFilter().toString());
    }

    @Test
    void aModelReadsTheConditionsOrChoosesTheDataset() {
        context.outputs(node, config(",'metadata_filtering_mode':'automatic',"
                + "'metadata_model_config':{'provider':'langgenius/openai/openai','name':'m'}"));
        assertEquals("{\"read\":\"why by m of openai\"}", asked.getLast().metadataFilter().toString());
        String single = "{'query_variable_selector':['sys','query'],'dataset_ids':['%s','%s'],'retrieval_mode':'single',"
                .formatted(ID, OTHER) + "'single_retrieval_config':{'model':{'provider':'openai','name':'%s'}}}";
        context.outputs(node, single.formatted("second"));
        assertEquals(List.of(OTHER), asked.getLast().datasetIds());
        assertNull(asked.getLast().merging());
        assertEquals("metadata_model_config.provider", assertThrows(ConfigFault.class,
                () -> context.run(node, config(",'metadata_filtering_mode':'automatic'"))).field());
    }

    @Test
    void anEmptyQuestionFindsNothing() {
        context.with("sys", "{'query':' '}");
        assertEquals("[]", context.outputs(node, config("")).path("result").toString());
        assertEquals(0, asked.size());
    }

    @Test
    void filesAreNotSearchedWithAndTheRunSaysSo() {
        context.with("f", """
                {'all':[{'dify_model_identity':'__dify__file__','type':'image','transfer_method':'remote_url','remote_url':'http://x/a.png'}],
                 'none':[]}""");
        NodeResult.Succeeded done = assertInstanceOf(NodeResult.Succeeded.class,
                context.run(node, config(",'query_attachment_selector':['f','all']")));
        assertEquals(1, TestNodeContext.outputs(done).path("result").size());
        assertEquals("why", asked.getFirst().query());
        assertEquals("Datasets are searched by text alone; 1 attached file(s) were not searched with.",
                done.processData().get("warning").text());
        assertEquals(1, done.inputs().get("attachments").asItems().size());

        done = assertInstanceOf(NodeResult.Succeeded.class,
                context.run(node, config(",'query_attachment_selector':['f','none']")));
        assertEquals(Map.of(), done.processData());
    }

    @Test
    void filesWithoutAQuestionFailTheNode() {
        context.with("f",
                """
                {'one':{'dify_model_identity':'__dify__file__','type':'image','transfer_method':'remote_url','remote_url':'http://x/a.png'}}""");
        String files = "{'query_attachment_selector':['f','%s'],'dataset_ids':['" + ID + "']}";
        assertEquals(
                "Datasets are searched by text alone; 1 attached file(s) were not searched with. The node was given no text to"
                        + " search with",
                context.fault(node, files.formatted("one")));
        assertEquals("[]", context.outputs(node, files.formatted("gone")).path("result").toString());
        assertEquals(0, asked.size());
    }
}
