package dev.difynative.workflow.node.branch;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.Value;

/** Compares a value with what it is expected to be; nothing contains nothing and equals nothing. */
public final class Comparisons {
    private Comparisons() {}

    /** {@code expected} is a text, or a list for {@code in} and its kin. */
    public static boolean holds(Value actual, Comparison comparison, Value expected) {
        return switch (comparison) {
            case CONTAINS -> !isEmpty(actual) && contains(actual, expected);
            case NOT_CONTAINS -> isEmpty(actual) || !contains(actual, expected);
            case STARTS_WITH -> !isEmpty(actual) && text(actual, comparison).startsWith(expected.text());
            case ENDS_WITH -> !isEmpty(actual) && text(actual, comparison).endsWith(expected.text());
            case IS -> !actual.isNothing() && same(actual, expected);
            case IS_NOT -> !actual.isNothing() && !same(actual, expected);
            case EMPTY -> isEmpty(actual);
            case NOT_EMPTY -> !isEmpty(actual);
            case NULL, NOT_EXISTS -> actual.isNothing();
            case NOT_NULL, EXISTS -> !actual.isNothing();
            case IN -> !isEmpty(actual) && expectedItems(expected).stream().anyMatch(item -> same(actual, item));
            case NOT_IN -> isEmpty(actual) || expectedItems(expected).stream().noneMatch(item -> same(actual, item));
            case ALL_OF -> !isEmpty(actual) && expectedItems(expected).stream().allMatch(item -> contains(actual, item));
            case EQUAL -> !actual.isNothing() && equal(actual, expected);
            case UNEQUAL -> !actual.isNothing() && !equal(actual, expected);
            case GREATER -> !actual.isNothing() && order(actual, expected) > 0;
            case LESS -> !actual.isNothing() && order(actual, expected) < 0;
            case GREATER_OR_EQUAL -> !actual.isNothing() && order(actual, expected) >= 0;
            case LESS_OR_EQUAL -> !actual.isNothing() && order(actual, expected) <= 0;
        };
    }

    /** As Dify sees it: zero and false are empty too. */
    public static boolean isEmpty(Value value) {
        return switch (value) {
            case Value.Nothing _ -> true;
            case Value.Text(String text) -> text.isEmpty();
            case Value.Number(BigDecimal number) -> number.signum() == 0;
            case Value.Bool(boolean flag) -> !flag;
            case Value.Array(List<Value> items) -> items.isEmpty();
            case Value.Struct struct -> struct.fields().isEmpty();
            case Value.FileRef _ -> false;
        };
    }

    private static boolean contains(Value actual, Value expected) {
        return switch (actual) {
            case Value.Text(String text) -> text.contains(expected.text());
            case Value.Array(List<Value> items) -> items.stream().anyMatch(item -> same(item, expected));
            case Value.Struct struct -> struct.fields().containsKey(expected.text());
            default -> actual.text().contains(expected.text());
        };
    }

    private static String text(Value actual, Comparison comparison) {
        if (actual instanceof Value.Array || actual instanceof Value.Struct) {
            throw new NodeFailure("InvalidComparison", "'%s' needs a string on its left, found %s".formatted(comparison.wire(),
                    actual.type().wire()));
        }
        return actual.text();
    }

    private static boolean same(Value actual, Value expected) {
        return switch (actual) {
            case Value.Number(BigDecimal number) -> isNumber(expected) && number.compareTo(number(expected)) == 0;
            case Value.Bool(boolean flag) -> flag == flag(expected);
            default -> actual.text().equals(expected.text());
        };
    }

    private static boolean equal(Value actual, Value expected) {
        return actual instanceof Value.Bool ? same(actual, expected) : order(actual, expected) == 0;
    }

    private static int order(Value actual, Value expected) { return number(actual).compareTo(number(expected)); }

    private static boolean flag(Value expected) {
        return switch (expected) {
            case Value.Bool(boolean flag) -> flag;
            case Value.Number(BigDecimal number) -> number.signum() != 0;
            default -> switch (expected.text().strip().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> true;
                case "false", "0", "" -> false;
                default ->
                    throw new NodeFailure("InvalidComparison", "'%s' is neither true nor false".formatted(expected.text()));
            };
        };
    }

    private static boolean isNumber(Value value) {
        try {
            number(value);
            return true;
        } catch (NodeFailure none) {
            return false;
        }
    }

    private static BigDecimal number(Value value) {
        return switch (value) {
            case Value.Number(BigDecimal number) -> number;
            case Value.Bool(boolean flag) -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> {
                String text = value.text().strip();
                try {
                    if (text.length() > 400) {
                        throw new NumberFormatException();
                    }
                    yield (new BigDecimal(text));
                } catch (NumberFormatException none) {
                    throw new NodeFailure("InvalidComparison", "'%s' is not a number"
                            .formatted(text.length() > 100 ? text.substring(0, 100) + "…" : text));
                }
            }
        };
    }

    private static List<Value> expectedItems(Value expected) {
        return expected instanceof Value.Array(List<Value> items) ? items : List.of(expected);
    }
}
