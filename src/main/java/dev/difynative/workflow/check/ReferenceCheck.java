package dev.difynative.workflow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.ValueType;

/** Whether each selector leads to a variable, and to one of a type that the node can use. */
final class ReferenceCheck {
    private static final Pattern IN_TEXT = Pattern.compile("\\{\\{#([a-zA-Z0-9_]{1,50}(?:\\.[a-zA-Z0-9_]{1,50})+)#}}");
    private static final Set<String> LISTS_OF_SELECTORS = Set.of("variables");
    private static final Map<String, ValueType> SYSTEM = Map.ofEntries(
            Map.entry("query", ValueType.STRING), Map.entry("files", ValueType.ARRAY_FILE),
            Map.entry("conversation_id", ValueType.STRING), Map.entry("dialogue_count", ValueType.NUMBER),
            Map.entry("user_id", ValueType.STRING), Map.entry("app_id", ValueType.STRING),
            Map.entry("workflow_id", ValueType.STRING), Map.entry("workflow_run_id", ValueType.STRING),
            Map.entry("timestamp", ValueType.NUMBER));

    private final Graph graph;
    private final Scopes scopes;
    private final Declarations declarations;
    private final Findings findings;

    private ReferenceCheck(Graph graph, Scopes scopes, Declarations declarations, Findings findings) {
        this.graph = graph;
        this.scopes = scopes;
        this.declarations = declarations;
        this.findings = findings;
    }

    static void check(Graph graph, Scopes scopes, Declarations declarations, Findings findings) {
        ReferenceCheck check = new ReferenceCheck(graph, scopes, declarations, findings);
        graph.nodes().forEach(node -> {
            check.walk(node, "", node.data());
            declarations.typedInputs(node).forEach(input -> check.type(node, input));
        });
    }

    private void walk(Node node, String path, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> visit(node, path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                walk(node, path + "[" + i + "]", value.get(i));
            }
        } else if (value.isTextual() && value.asText().contains("{{#")) {
            texts(node, path, value.asText());
        }
    }

    private void visit(Node node, String path, String key, JsonNode value) {
        if (key.endsWith("selector") && isSelector(value)) {
            resolve(node, path, value);
        } else if (LISTS_OF_SELECTORS.contains(key) && value.isArray() && !value.isEmpty() && isSelector(value.get(0))) {
            for (int i = 0; i < value.size(); i++) {
                if (isSelector(value.get(i))) {
                    resolve(node, path + "[" + i + "]", value.get(i));
                }
            }
        } else {
            walk(node, path, value);
        }
    }

    private void texts(Node node, String path, String text) {
        Set<String> seen = new java.util.HashSet<>();
        Matcher match = IN_TEXT.matcher(text);
        while (match.find()) {
            if (seen.add(match.group(1))) {
                resolve(node, path, List.of(match.group(1).split("\\.")));
            }
        }
    }

    private static boolean isSelector(JsonNode value) {
        if (!value.isArray() || value.size() < 2) {
            return false;
        }
        for (JsonNode part : value) {
            if (!part.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private void resolve(Node node, String path, JsonNode selector) {
        List<String> parts = new ArrayList<>();
        selector.forEach(part -> parts.add(part.asText()));
        resolve(node, path, parts);
    }

    /** Reports a selector that leads nowhere. */
    private void resolve(Node node, String path, List<String> selector) {
        if (find(selector).isEmpty()) {
            String why = isScope(selector.getFirst()) || graph.find(selector.getFirst()).isPresent()
                    ? "there is no such variable"
                    : "there is no such node";
            findings.fault(node.id(), path, "reference", "Node '%s': '%s' refers to '%s', but %s", Findings.name(node), path,
                    String.join(".", selector), why);
        }
    }

    /** The type of what a selector means; empty when there is no such thing. */
    private Optional<ValueType> find(List<String> selector) {
        String name = selector.get(1);
        Optional<ValueType> type = switch (selector.getFirst()) {
            case "sys" -> Optional.of(SYSTEM.getOrDefault(name, ValueType.ANY));
            case "env" -> Optional.ofNullable(scopes.environment().get(name));
            case "conversation" -> Optional.ofNullable(scopes.conversation().get(name));
            case "rag" -> Optional.of(ValueType.ANY);
            default -> graph.find(selector.getFirst()).flatMap(source -> declarations.output(source, name));
        };
        return selector.size() > 2 ? type.map(whole -> ValueType.ANY) : type;
    }

    private static boolean isScope(String name) { return name.equals("env") || name.equals("conversation"); }

    /** An input that takes a list or files, and nothing that could be turned into one. */
    private void type(Node node, TypedInput input) {
        find(input.selector().path()).filter(input::refuses)
                .ifPresent(given -> findings.fault(node.id(), input.field(), "type_mismatch",
                        "Node '%s': '%s' takes %s, but refers to a value of type '%s'", Findings.name(node), input.field(),
                        input.wanted(), given.wire()));
    }
}
