package dev.difynative.workflow.node.branch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;

/**
 * A condition on a variable.
 *
 * @param expected
 *            what it is compared with; places of variables in it are filled
 * @param ofFiles
 *            what must hold of the files of a list, or null
 */
public record Condition(Selector selector, Comparison comparison, List<TextTemplate> expected, boolean expectsList,
        FileConditions ofFiles) {

    /** Conditions on one file, joined by and or or. */
    public record FileConditions(boolean all, List<FileCondition> conditions) {

        boolean hold(Value file, Function<Selector, Optional<Value>> variables) {
            return all
                    ? conditions.stream().allMatch(condition -> condition.holds(file, variables))
                    : conditions.stream().anyMatch(condition -> condition.holds(file, variables));
        }
    }

    /** A condition on an attribute of a file. */
    public record FileCondition(String key, Comparison comparison, List<TextTemplate> expected, boolean expectsList) {

        public boolean holds(Value file, Function<Selector, Optional<Value>> variables) {
            Value actual = key.isEmpty() ? file : file.inside(key).orElse(Value.NOTHING);
            Value wanted = filled(expected, expectsList, variables);
            return key.equals("extension")
                    ? Comparisons.holds(withoutDot(actual), comparison, withoutDot(wanted))
                    : Comparisons.holds(actual, comparison, wanted);
        }

        public static FileCondition read(NodeData data) {
            return new FileCondition(data.text("key", ""), comparisonOf(data), templates(data.raw("value")),
                    data.raw("value").isArray());
        }
    }

    /** What came of testing a condition. */
    public record Tested(boolean holds, Value actual, Value expected) {}

    public static Condition read(NodeData data) {
        NodeData sub = data.object("sub_variable_condition");
        FileConditions ofFiles = sub.raw("conditions").isEmpty()
                ? null
                : new FileConditions(isAnd(sub), sub.objects("conditions").stream().map(FileCondition::read).toList());
        return new Condition(data.requiredSelector("variable_selector"), comparisonOf(data), templates(data.raw("value")),
                data.raw("value").isArray(), ofFiles);
    }

    static boolean isAnd(NodeData data) { return data.word("logical_operator", "and", List.of("and", "or")).equals("and"); }

    static Comparison comparisonOf(NodeData data) {
        return Comparison.find(data.required("comparison_operator").strip())
                .orElseThrow(() -> data.fault("comparison_operator", "enum", "is not an operator that is known"));
    }

    private static List<TextTemplate> templates(JsonNode value) {
        List<TextTemplate> expected = new ArrayList<>();
        (value.isArray() ? value : List.of(value)).forEach(item -> expected.add(TextTemplate.parse(item.asText(""))));
        return List.copyOf(expected);
    }

    private static Value filled(List<TextTemplate> expected, boolean list, Function<Selector, Optional<Value>> variables) {
        List<Value> values = expected.stream().map(template -> single(template, variables)).toList();
        return list ? Value.of(values) : values.getFirst();
    }

    /** A place that stands alone keeps its value's type. */
    private static Value single(TextTemplate template, Function<Selector, Optional<Value>> variables) {
        List<Selector> selectors = template.selectors();
        if (template.parts().size() == 1 && selectors.size() == 1) {
            return variables.apply(selectors.getFirst()).orElseGet(() -> Value.of(selectors.getFirst().text()));
        }
        return Value.of(template.render(variables));
    }

    public Tested test(Function<Selector, Optional<Value>> variables) {
        Optional<Value> found = variables.apply(selector);
        if (found.isEmpty() && !comparison.asksForPresence()) {
            throw new NodeFailure("VariableNotFound", "Variable " + selector.text() + " not found");
        }
        Value actual = found.orElse(Value.NOTHING);
        if (ofFiles != null) {
            return new Tested(ofFiles(actual, variables), actual, Value.NOTHING);
        }
        Value wanted = filled(expected, expectsList, variables);
        boolean extension = selector.path().getLast().equals("extension") && selector.path().size() > 2;
        return new Tested(extension
                ? Comparisons.holds(withoutDot(actual), comparison, withoutDot(wanted))
                : Comparisons.holds(actual, comparison, wanted), actual, wanted);
    }

    private boolean ofFiles(Value actual, Function<Selector, Optional<Value>> variables) {
        List<Value> files = actual.asItems();
        return switch (comparison) {
            case CONTAINS, EXISTS, IS, IN -> files.stream().anyMatch(file -> ofFiles.hold(file, variables));
            case NOT_CONTAINS, NOT_EXISTS, IS_NOT, NOT_IN -> files.stream().noneMatch(file -> ofFiles.hold(file, variables));
            case ALL_OF -> !files.isEmpty() && files.stream().allMatch(file -> ofFiles.hold(file, variables));
            case EMPTY, NULL -> files.isEmpty();
            case NOT_EMPTY, NOT_NULL -> !files.isEmpty();
            default -> throw new NodeFailure("InvalidComparison", "'%s' cannot be asked of files".formatted(comparison.wire()));
        };
    }

    private static Value withoutDot(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Value.of(text.startsWith(".") ? text.substring(1) : text);
            case Value.Array(List<Value> items) -> Value.of(items.stream().map(Condition::withoutDot).toList());
            default -> value;
        };
    }
}
