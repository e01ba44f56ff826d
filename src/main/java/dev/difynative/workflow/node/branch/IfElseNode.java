package dev.difynative.workflow.node.branch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Goes on by the first case that holds. */
@Singleton
class IfElseNode implements NodeExecutor<IfElseNode.Config> {
    private static final String NONE_HOLDS = "false";

    record Config(List<Case> cases) {}

    record Case(String id, Conditions conditions) {}

    @Override
    public String type() { return "if-else"; }

    @Override
    public Config configure(NodeData data) {
        if (data.raw("cases").isEmpty()) {
            // The form of before there were several cases.
            return new Config(List.of(new Case("true", Conditions.read(data, "conditions"))));
        }
        return new Config(data.objects("cases").stream()
                .map(each -> new Case(each.has("case_id") ? each.required("case_id") : each.required("id"),
                        Conditions.read(each, "conditions")))
                .toList());
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        List<Value> tested = new ArrayList<>();
        List<Value> results = new ArrayList<>();
        String selected = NONE_HOLDS;
        for (Case each : config.cases()) {
            Conditions.Outcome outcome = each.conditions().test(context::read);
            tested.addAll(outcome.tested());
            Map<String, Value> result = new LinkedHashMap<>();
            result.put("case_id", Value.of(each.id()));
            result.put("result", Value.of(outcome.hold()));
            results.add(Value.of(result));
            if (outcome.hold()) {
                selected = each.id();
                break;
            }
        }
        boolean any = ((Value.Struct) results.getLast()).fields().get("result").equals(Value.of(true));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("result", Value.of(any));
        outputs.put("selected_case_id", any ? Value.of(selected) : Value.NOTHING);
        return NodeResult.succeeded(outputs).withHandle(selected).withInputs(Map.of("conditions", Value.of(tested)))
                .withProcessData(Map.of("condition_results", Value.of(results)));
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("result", ValueType.BOOLEAN, "selected_case_id", ValueType.STRING);
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }
}
