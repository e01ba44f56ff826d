package dev.difynative.workflow.node.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.value.Value;

/** Names the passages of a context as sources of the answer. */
final class Citations {
    private static final List<String> TAKEN = List.of("dataset_id", "dataset_name", "document_id", "document_name",
            "data_source_type",
            "segment_id", "retriever_from", "score");

    private Citations() {}

    static void cite(NodeContext context, Optional<Value> knowledge, ObjectMapper json) {
        if (!(knowledge.orElse(Value.NOTHING) instanceof Value.Array(List<Value> items))) {
            return;
        }
        List<JsonNode> resources = new ArrayList<>();
        for (Value item : items) {
            JsonNode passage = item.toJson();
            JsonNode metadata = passage.path("metadata");
            if (!metadata.path("_source").asText().equals("knowledge")) {
                continue;
            }
            ObjectNode resource = json.createObjectNode().put("position", resources.size() + 1);
            TAKEN.forEach(field -> resource.set(field, metadata.path(field)));
            resource.set("hit_count", metadata.path("segment_hit_count"));
            resource.set("word_count", metadata.path("segment_word_count"));
            resource.set("segment_position", metadata.path("segment_position"));
            resource.set("index_node_hash", metadata.path("segment_index_node_hash"));
            resource.set("content", passage.path("content"));
            resource.set("page", metadata.path("page"));
            resource.set("start_offset", metadata.path("start_offset"));
            resource.set("end_offset", metadata.path("end_offset"));
            resource.set("doc_metadata", metadata.path("doc_metadata"));
            resource.set("title", passage.path("title"));
            resource.set("files", passage.path("files"));
            resource.set("summary", passage.path("summary"));
            resources.add(resource);
        }
        if (!resources.isEmpty()) {
            context.cite(resources);
        }
    }
}
