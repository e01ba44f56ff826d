package dev.difynative.knowledge.settings;

import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.settings.ProcessRule.Mode;
import dev.difynative.knowledge.settings.ProcessRule.Parents;
import dev.difynative.knowledge.settings.ProcessRule.Segmentation;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.json.ConfigNode;

/** Reads the JSON that says how documents are cleaned and split. */
@Singleton
public class ProcessRules {
    /** The form of {@link ProcessRule#AUTOMATIC} on the wire. */
    public static final String AUTOMATIC_JSON = """
            {"mode":"automatic","rules":{"pre_processing_rules":[{"id":"remove_extra_spaces","enabled":true},\
            {"id":"remove_urls_emails","enabled":false}],\
            "segmentation":{"separator":"\\n","max_tokens":500,"chunk_overlap":50}}}""";
    private static final String DEFAULT_SEPARATOR = "\n";
    private static final int DEFAULT_CHILD_TOKENS = 200;
    private static final Set<String> RULES = Set.of("remove_extra_spaces", "remove_urls_emails", "remove_stopwords");

    private final ObjectMapper json;

    ProcessRules(ObjectMapper json) { this.json = json; }

    /** The rule that a text says, which is JSON as the API takes it; null stands for the automatic one. */
    public ProcessRule parse(String text) {
        if (text == null || text.isBlank()) {
            return ProcessRule.AUTOMATIC;
        }
        try {
            return parse(json.readTree(text));
        } catch (JsonProcessingException broken) {
            throw CommonError.INVALID_PARAM.field("process_rule", "type", "Parameter 'process_rule' is no JSON object");
        }
    }

    public ProcessRule parse(JsonNode node) {
        ConfigNode root = new ConfigNode("process_rule", node, json);
        if (!node.isObject()) {
            throw CommonError.INVALID_PARAM.field("process_rule", "type", "Parameter 'process_rule' must be an object");
        }
        return switch (root.text("mode", "")) {
            case "automatic" -> ProcessRule.AUTOMATIC;
            case "custom" -> custom(Mode.CUSTOM, rules(root));
            case "hierarchical" -> custom(Mode.HIERARCHICAL, rules(root));
            case "" -> throw root.fault("mode", "required", "is required");
            default -> throw root.fault("mode", "enum", "must be automatic, custom or hierarchical");
        };
    }

    private static ConfigNode rules(ConfigNode root) {
        if (!root.has("rules")) {
            throw root.fault("rules", "required", "is required for this mode");
        }
        return root.object("rules");
    }

    private static ProcessRule custom(Mode mode, ConfigNode rules) {
        boolean spaces = false;
        boolean urls = false;
        for (ConfigNode rule : rules.objects("pre_processing_rules")) {
            String id = rule.text("id", "");
            if (!RULES.contains(id)) {
                throw rule.fault("id", "enum", "must be remove_extra_spaces, remove_urls_emails or remove_stopwords");
            }
            spaces |= id.equals("remove_extra_spaces") && rule.flag("enabled", false);
            urls |= id.equals("remove_urls_emails") && rule.flag("enabled", false);
        }
        if (mode == Mode.CUSTOM) {
            return new ProcessRule(mode, spaces, urls, segmentation(rules, "segmentation", 500), null, null);
        }
        Parents parents = switch (rules.text("parent_mode", "paragraph")) {
            case "paragraph" -> Parents.PARAGRAPH;
            case "full-doc" -> Parents.FULL_DOC;
            default -> throw rules.fault("parent_mode", "enum", "must be paragraph or full-doc");
        };
        return new ProcessRule(mode, spaces, urls, segmentation(rules, "segmentation", 500), parents,
                segmentation(rules, "subchunk_segmentation", DEFAULT_CHILD_TOKENS));
    }

    private static Segmentation segmentation(ConfigNode rules, String field, int defaultTokens) {
        ConfigNode node = rules.object(field);
        String separator = unescaped(node.text("separator", node.text("delimiter", DEFAULT_SEPARATOR)));
        int maxTokens = node.integer("max_tokens", defaultTokens, ProcessRule.MIN_TOKENS, ProcessRule.MAX_TOKENS);
        int overlap = node.integer("chunk_overlap", 0, 0, ProcessRule.MAX_TOKENS);
        if (overlap >= maxTokens) {
            throw node.fault("chunk_overlap", "range", "must be smaller than max_tokens");
        }
        return new Segmentation(separator.isEmpty() ? DEFAULT_SEPARATOR : separator, maxTokens, overlap);
    }

    /** Consoles send a line break as the two characters that a person types. */
    private static String unescaped(String separator) {
        return separator.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    }
}
