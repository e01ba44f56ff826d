package dev.difynative.workflow.node.branch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.value.Value;

/** Conditions joined by and or or; tested one by one, as far as needed. Without any they hold if joined by and. */
public record Conditions(boolean all, List<Condition> conditions) {

    /** What came of testing; {@code tested} shows what was compared with what. */
    public record Outcome(boolean hold, List<Value> tested) {}

    /** Reads {@code conditions} and {@code logical_operator}. */
    public static Conditions read(NodeData data, String field) {
        return new Conditions(Condition.isAnd(data), data.objects(field).stream().map(Condition::read).toList());
    }

    public Outcome test(Function<Selector, Optional<Value>> variables) {
        List<Value> tested = new ArrayList<>();
        for (Condition condition : conditions) {
            Condition.Tested result = condition.test(variables);
            Map<String, Value> shown = new LinkedHashMap<>();
            shown.put("actual_value", result.actual());
            shown.put("expected_value", result.expected());
            shown.put("comparison_operator", Value.of(condition.comparison().wire()));
            tested.add(Value.of(shown));
            if (result.holds() != all) {
                return new Outcome(!all, tested);
            }
        }
        return new Outcome(all, tested);
    }

    /**
     * What is left to be decided when some variables do not exist yet, and so nothing about them holds; empty when the whole
     * cannot hold.
     */
    public Optional<Conditions> without(List<Selector> missing) {
        List<Condition> known = conditions.stream().filter(condition -> !missing.contains(condition.selector())).toList();
        return all || known.isEmpty() ? Optional.empty() : Optional.of(new Conditions(false, known));
    }
}
