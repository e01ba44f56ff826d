package dev.difynative.api.management.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.knowledge.settings.ProcessRule;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.json.ConfigNode;

/** How this surface says that documents are split: by size, overlap (both in tokens) and separator. */
final class ChunkRule {
    private static final int USUAL_SIZE = 500;
    private static final int USUAL_OVERLAP = 50;

    private ChunkRule() {}

    /** The same as the rule that documents are taken in with; null, which leaves it to the dataset, stays null. */
    static JsonNode asProcessRule(JsonNode rule, ObjectMapper json) {
        if (rule == null) {
            return null;
        }
        if (!rule.isObject()) {
            throw CommonError.INVALID_PARAM.field("process_rule", "type", "Parameter 'process_rule' must be an object");
        }
        ConfigNode sent = new ConfigNode("process_rule", rule, json);
        int size = sent.integer("chunk_size", USUAL_SIZE, ProcessRule.MIN_TOKENS, ProcessRule.MAX_TOKENS);
        int overlap = sent.integer("chunk_overlap", Math.min(USUAL_OVERLAP, size / 2), 0, ProcessRule.MAX_TOKENS);
        if (overlap >= size) {
            throw sent.fault("chunk_overlap", "range", "must be smaller than chunk_size");
        }
        ObjectNode custom = json.createObjectNode().put("mode", "custom");
        ObjectNode rules = custom.putObject("rules");
        rules.putArray("pre_processing_rules").addObject().put("id", "remove_extra_spaces").put("enabled", true);
        rules.putObject("segmentation").put("separator", sent.text("separator", "\n")).put("max_tokens", size)
                .put("chunk_overlap", overlap);
        return custom;
    }
}
