package dev.difynative.workflow.check;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.engine.Presets;
import dev.difynative.workflow.graph.FaultHandling;
import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.Node;

/** What each kind of node cannot do without, and which shape its settings have. */
final class NodeRules {

    private interface Rule {
        void check(NodeFields fields);
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("start", fields -> fields.each("variables", variable -> variable.text("variable"))),
            Map.entry("end", fields -> fields.each("outputs", output -> output.text("variable"))),
            Map.entry("answer", fields -> fields.present("answer")),
            Map.entry("llm", NodeRules::llm),
            Map.entry("knowledge-retrieval", NodeRules::retrieval),
            Map.entry("question-classifier", NodeRules::classifier),
            Map.entry("parameter-extractor", NodeRules::extractor),
            Map.entry("if-else", NodeRules::branches),
            Map.entry("code", NodeRules::code),
            Map.entry("template-transform", fields -> fields.present("template")),
            Map.entry("variable-aggregator", NodeRules::aggregator),
            Map.entry("variable-assigner", NodeRules::aggregator),
            Map.entry("assigner", NodeRules::assigner),
            Map.entry("iteration", NodeRules::iteration),
            Map.entry("loop", NodeRules::loop),
            Map.entry("http-request", NodeRules::http),
            Map.entry("document-extractor", fields -> fields.selector("variable_selector")),
            Map.entry("list-operator", fields -> fields.selector("variable")),
            Map.entry("tool", NodeRules::tool),
            Map.entry("agent", fields -> fields.text("agent_strategy_name")),
            Map.entry("human-input", fields -> fields.filled("user_actions")),
            Map.entry("trigger-webhook", fields -> {}),
            Map.entry("trigger-schedule", fields -> {}),
            Map.entry("trigger-plugin", fields -> {}),
            Map.entry("iteration-start", fields -> {}),
            Map.entry("loop-start", fields -> {}),
            Map.entry("loop-end", fields -> {}));

    private NodeRules() {}

    static void check(Graph graph, Predicate<String> runnable, Findings findings) {
        for (Node node : graph.nodes()) {
            Rule rule = RULES.get(node.type());
            if (!runnable.test(node.type())) {
                findings.warning(node.id(), "type", "unknown_type", "Node '%s' is of a type that this service cannot run: '%s'",
                        Findings.name(node), node.type());
            }
            if (rule != null) {
                rule.check(new NodeFields(node, "", node.data(), findings));
            }
            defaults(node, findings);
        }
    }

    /** What a failed node hands on must be of the types that are declared for it. */
    private static void defaults(Node node, Findings findings) {
        if (node.faults() instanceof FaultHandling.Defaults(List<FaultHandling.Preset> presets)) {
            for (int i = 0; i < presets.size(); i++) {
                FaultHandling.Preset preset = presets.get(i);
                if (!Presets.fits(preset)) {
                    findings.fault(node.id(), "default_value[" + i + "].value", "type",
                            "Node '%s': the default value of '%s' must be of the type '%s'", Findings.name(node), preset.key(),
                            preset.type());
                }
            }
        }
    }

    private static void llm(NodeFields fields) {
        model(fields);
        fields.promptTemplate();
    }

    private static void model(NodeFields fields) {
        fields.object("model", model -> {
            model.text("provider");
            model.text("name");
        });
    }

    private static void retrieval(NodeFields fields) {
        fields.filled("dataset_ids");
        if (fields.selects("query_attachment_selector")) {
            fields.warning("query_attachment_selector", "unsupported",
                    "names files to search with, but datasets are searched by text alone: "
                            + (fields.selects("query_variable_selector")
                                    ? "only the text of 'query_variable_selector' will count"
                                    : "without 'query_variable_selector' the node fails when it is given files"));
        } else {
            fields.selector("query_variable_selector");
        }
    }

    private static void classifier(NodeFields fields) {
        model(fields);
        fields.selector("query_variable_selector");
        fields.filled("classes");
        fields.each("classes", item -> item.text("id"));
    }

    private static void extractor(NodeFields fields) {
        model(fields);
        // Both names have been used for it.
        fields.selector(fields.has("query") ? "query" : "query_variable_selector");
        fields.filled("parameters");
        fields.each("parameters", item -> item.text("name"));
    }

    private static void branches(NodeFields fields) {
        if (!fields.has("cases") && fields.has("conditions")) {
            fields.each("conditions", NodeRules::condition);
            return;
        }
        fields.filled("cases");
        fields.each("cases", branch -> branch.each("conditions", NodeRules::condition));
    }

    private static void condition(NodeFields condition) {
        condition.selector("variable_selector");
        condition.text("comparison_operator");
    }

    private static void code(NodeFields fields) {
        fields.text("code_language");
        fields.text("code");
        fields.object("outputs", outputs -> {});
        fields.each("variables", variable -> variable.text("variable"));
    }

    private static void aggregator(NodeFields fields) {
        JsonNode settings = fields.node().path("advanced_settings");
        if (settings.path("group_enabled").asBoolean()) {
            fields.object("advanced_settings", advanced -> advanced.each("groups", group -> group.filled("variables")));
        } else {
            fields.filled("variables");
        }
    }

    private static void assigner(NodeFields fields) {
        if (fields.has("items")) {
            fields.filled("items");
            fields.each("items", item -> {
                item.selector("variable_selector");
                item.text("operation");
            });
        } else {
            fields.selector("assigned_variable_selector");
        }
    }

    private static void iteration(NodeFields fields) {
        fields.selector("iterator_selector");
        fields.selector("output_selector");
    }

    private static void loop(NodeFields fields) {
        JsonNode count = fields.node().path("loop_count");
        if (count.isMissingNode() || count.isNull()) {
            fields.missing("loop_count");
        } else if (!count.canConvertToInt() && !count.asText().matches("-?\\d{1,9}")) {
            fields.unreadable("loop_count", "a whole number");
        } else if (count.asInt() < 1) {
            fields.fault("loop_count", "range", "must be 1 or more");
        }
        fields.each("break_conditions", NodeRules::condition);
    }

    private static void http(NodeFields fields) {
        fields.text("method");
        fields.text("url");
    }

    private static void tool(NodeFields fields) {
        fields.text("provider_id");
        fields.text("tool_name");
    }
}
