package dev.difynative.workflow.node.variable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** What an assigner does to a variable. */
enum Operation {
    OVERWRITE("over-write"),
    SET("set"),
    CLEAR("clear"),
    APPEND("append"),
    EXTEND("extend"),
    REMOVE_FIRST("remove-first"),
    REMOVE_LAST("remove-last"),
    ADD("+="),
    SUBTRACT("-="),
    MULTIPLY("*="),
    DIVIDE("/=");

    private final String wire;

    Operation(String wire) { this.wire = wire; }

    static Optional<Operation> find(String wire) {
        return Arrays.stream(values()).filter(operation -> operation.wire.equals(wire)).findFirst();
    }

    boolean needsInput() { return this != CLEAR && this != REMOVE_FIRST && this != REMOVE_LAST; }

    /** The variable's next value; {@code type} is the one that the variable keeps. */
    Value apply(String name, ValueType type, Value current, Value input) {
        return switch (this) {
            case OVERWRITE, SET -> fitting(name, type, input);
            case CLEAR -> empty(type);
            case APPEND -> {
                List<Value> items = items(name, type, current);
                items.add(fitting(name, type.item(), input));
                yield (Value.of(items));
            }
            case EXTEND -> {
                List<Value> items = items(name, type, current);
                if (!(input instanceof Value.Array(List<Value> more))) {
                    throw invalid("'%s' is extended by a list only, not by %s".formatted(name, input.type().wire()));
                }
                more.forEach(item -> items.add(fitting(name, type.item(), item)));
                yield (Value.of(items));
            }
            case REMOVE_FIRST, REMOVE_LAST -> {
                List<Value> items = items(name, type, current);
                if (!items.isEmpty()) {
                    items.remove(this == REMOVE_FIRST ? 0 : items.size() - 1);
                }
                yield (Value.of(items));
            }
            case ADD -> Value.of(number(name, current).add(number(name, input)));
            case SUBTRACT -> Value.of(number(name, current).subtract(number(name, input)));
            case MULTIPLY -> Value.of(number(name, current).multiply(number(name, input), MathContext.DECIMAL128));
            case DIVIDE -> {
                BigDecimal divisor = number(name, input);
                if (divisor.signum() == 0) {
                    throw invalid("'%s' cannot be divided by zero".formatted(name));
                }
                BigDecimal quotient = number(name, current).divide(divisor, MathContext.DECIMAL64).stripTrailingZeros();
                yield (Value.of(quotient.scale() < 0 ? quotient.setScale(0) : quotient));
            }
        };
    }

    private static List<Value> items(String name, ValueType type, Value current) {
        if (!type.isArray() && !(current instanceof Value.Array)) {
            throw invalid("'%s' is not a list but %s".formatted(name, type.wire()));
        }
        return new ArrayList<>(current.asItems());
    }

    private static BigDecimal number(String name, Value value) {
        return switch (value) {
            case Value.Number(BigDecimal number) -> number;
            case Value.Nothing _ -> BigDecimal.ZERO;
            case Value.Text(String text) when text.strip().matches("[+-]?\\d{1,300}(\\.\\d{1,300})?") ->
                new BigDecimal(text.strip());
            default -> throw invalid("'%s' is computed with numbers only, not with %s".formatted(name, value.type().wire()));
        };
    }

    static Value fitting(String name, ValueType type, Value value) {
        boolean fits = switch (type) {
            case ANY, NONE -> true;
            case ARRAY_ANY -> value instanceof Value.Array;
            case ARRAY_STRING, ARRAY_NUMBER, ARRAY_BOOLEAN, ARRAY_OBJECT, ARRAY_FILE ->
                value instanceof Value.Array(List<Value> items)
                        && items.stream().allMatch(item -> item.type() == type.item());
            default -> value.type() == type;
        };
        if (fits) {
            return value;
        }
        // Constants are typed into a text field.
        if (type == ValueType.NUMBER && value instanceof Value.Text(String text)
                && text.strip().matches("[+-]?\\d{1,300}(\\.\\d{1,300})?")) {
            return Value.of(new BigDecimal(text.strip()));
        }
        if (type == ValueType.STRING && (value instanceof Value.Number || value instanceof Value.Bool)) {
            return Value.of(value.text());
        }
        throw invalid("'%s' takes %s, not %s".formatted(name, type.wire(), value.type().wire()));
    }

    static Value empty(ValueType type) {
        return switch (type) {
            case STRING -> Value.EMPTY;
            case NUMBER -> Value.of(0);
            case BOOLEAN -> Value.of(false);
            case OBJECT -> Value.of(Map.<String, Value>of());
            case ARRAY_ANY, ARRAY_STRING, ARRAY_NUMBER, ARRAY_BOOLEAN, ARRAY_OBJECT, ARRAY_FILE -> Value.of(List.<Value>of());
            case FILE, NONE, ANY -> Value.NOTHING;
        };
    }

    private static NodeFailure invalid(String message) { return new NodeFailure("VariableOperatorNodeError", message); }
}
