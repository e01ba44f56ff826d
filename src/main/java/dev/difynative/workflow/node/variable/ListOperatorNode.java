package dev.difynative.workflow.node.variable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.node.branch.Condition;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Filters a list, takes one of its items, sorts it, keeps the first ones: in this order, each if wanted. */
@Singleton
class ListOperatorNode implements NodeExecutor<ListOperatorNode.Config> {
    private static final String INVALID = "ListOperatorError";

    record Config(Selector variable, List<Condition.FileCondition> filter, TextTemplate serial, Order order, Integer limit) {}

    record Order(String key, boolean descending) {}

    @Override
    public String type() { return "list-operator"; }

    @Override
    public Config configure(NodeData data) {
        NodeData filter = data.object("filter_by");
        NodeData extract = data.object("extract_by");
        NodeData order = data.object("order_by");
        NodeData limit = data.object("limit");
        return new Config(data.requiredSelector("variable"),
                filter.flag("enabled", false)
                        ? filter.objects("conditions").stream().filter(condition -> condition.has("comparison_operator"))
                                .map(Condition.FileCondition::read).toList()
                        : List.of(),
                extract.flag("enabled", false) ? TextTemplate.parse(extract.text("serial", "1")) : null,
                order.flag("enabled", false)
                        ? new Order(order.text("key", ""), order.word("value", "asc", List.of("asc", "desc")).equals("desc"))
                        : null,
                limit.flag("enabled", false) ? Integer.valueOf(limit.integer("size", 10, 0, Integer.MAX_VALUE)) : null);
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        Value list = context.need(config.variable());
        if (!(list instanceof Value.Array) && !list.isNothing() && !(list instanceof Value.Text(String text) && text.isEmpty())) {
            return NodeResult.failed(INVALID,
                    "Variable %s is not a list but %s".formatted(config.variable().text(), list.type().wire()));
        }
        List<Value> items = new ArrayList<>(list instanceof Value.Array(List<Value> all) ? all : List.of());
        items.removeIf(item -> !config.filter().stream().allMatch(condition -> condition.holds(item, context::read)));
        if (config.serial() != null && !items.isEmpty()) {
            items = List.of(items.get(serial(context.render(config.serial()), items.size()) - 1));
        }
        if (config.order() != null) {
            Comparator<Value> order = Comparator.comparing(item -> part(item, config.order().key()), ListOperatorNode::compare);
            items = items.stream().sorted(config.order().descending() ? order.reversed() : order).toList();
        }
        if (config.limit() != null && config.limit() < items.size()) {
            items = items.subList(0, config.limit());
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("result", Value.of(items));
        outputs.put("first_record", items.isEmpty() ? Value.NOTHING : items.getFirst());
        outputs.put("last_record", items.isEmpty() ? Value.NOTHING : items.getLast());
        return NodeResult.succeeded(outputs).withInputs(Map.of("variable", list));
    }

    private static int serial(String text, int size) {
        try {
            int serial = Integer.parseInt(text.strip());
            if (serial >= 1 && serial <= size) {
                return serial;
            }
            throw new NodeFailure(INVALID, "There is no item number %d in a list of %d".formatted(serial, size));
        } catch (NumberFormatException none) {
            throw new NodeFailure(INVALID, "'%s' is not the number of an item".formatted(text));
        }
    }

    private static Value part(Value item, String key) {
        return key.isEmpty() || !(item instanceof Value.FileRef || item instanceof Value.Struct)
                ? item
                : item.inside(key).orElse(Value.NOTHING);
    }

    private static int compare(Value one, Value other) {
        if (one instanceof Value.Number(BigDecimal first) && other instanceof Value.Number(BigDecimal second)) {
            return first.compareTo(second);
        }
        return one.text().compareTo(other.text());
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("result", ValueType.ARRAY_ANY, "first_record", ValueType.ANY, "last_record", ValueType.ANY);
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) {
        return List.of(new TypedInput("variable", config.variable(), ValueType.ARRAY_ANY));
    }
}
