package dev.difynative.platform.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

import dev.difynative.platform.text.BoundedPattern;

/**
 * Compares plain values (maps, lists, texts, numbers, flags, null) with a JSON Schema: types, fields, items, words, bounds,
 * patterns, alternatives and references within the schema. A keyword that is not known here demands nothing.
 */
public final class JsonShape {
    private static final int DEEPEST = 50;
    /** What one comparison may take, so that a schema or a pattern with very many ways to match holds nobody up. */
    private static final int MOST_STEPS = 10_000_000;
    private static final int OF_A_SCHEMA = 50;
    private static final int LETTERS_OF_A_STEP = 10;

    private final Object root;
    private long steps;

    private JsonShape(Object root) { this.root = root; }

    /** The schema has too many ways to match. */
    private static final class TooManySteps extends RuntimeException {
        TooManySteps() { super(null, null, false, false); }
    }

    /** What is wrong, with the place of it; empty when nothing is. */
    public static Optional<String> fault(Map<?, ?> schema, Object value) {
        try {
            return Optional.ofNullable(new JsonShape(schema).fault(schema, value, "", 0));
        } catch (TooManySteps | StackOverflowError tooMuch) {
            return Optional.of("its schema is too complex for this value");
        } catch (PatternSyntaxException invalid) {
            return Optional.of("its schema has a pattern that cannot be read: " + invalid.getPattern());
        }
    }

    private void step(int effort) {
        steps += effort;
        if (steps > MOST_STEPS) {
            throw new TooManySteps();
        }
    }

    /** Whatever is looked at, compared or told as a whole takes as long as it is large. */
    private void weigh(Object value) {
        step(1);
        switch (value) {
            case String text -> step(text.length() / LETTERS_OF_A_STEP);
            case Collection<?> list -> list.forEach(this::weigh);
            case Map<?, ?> map -> map.forEach((name, each) -> {
                weigh(name);
                weigh(each);
            });
            case null, default -> {
            }
        }
    }

    private String fault(Object rule, Object value, String at, int depth) {
        if (rule instanceof Boolean allowed) {
            return allowed ? null : place(at) + " is not allowed";
        }
        if (!(rule instanceof Map<?, ?> schema)) {
            return null;
        }
        if (depth > DEEPEST) {
            return place(at) + " is nested too deep";
        }
        step(OF_A_SCHEMA + at.length() / LETTERS_OF_A_STEP);
        return first(() -> referred(schema, value, at, depth), () -> ofAny(schema, value, at),
                () -> ofKind(schema, value, at, depth),
                () -> ofParts(schema, value, at, depth));
    }

    @FunctionalInterface
    private interface Check {
        String fault();
    }

    private static String first(Check... checks) {
        for (Check check : checks) {
            String fault = check.fault();
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** A reference within the schema is followed; one that leads elsewhere demands nothing. */
    private String referred(Map<?, ?> schema, Object value, String at, int depth) {
        if (!(schema.get("$ref") instanceof String reference) || !reference.startsWith("#")) {
            return null;
        }
        weigh(reference);
        Object target = root;
        for (String step : reference.substring(1).split("/")) {
            if (!step.isEmpty()) {
                String name = step.replace("~1", "/").replace("~0", "~");
                target = target instanceof Map<?, ?> map ? map.get(name) : null;
            }
        }
        return target == null ? place(at) + " has a schema that is nowhere: " + reference : fault(target, value, at, depth + 1);
    }

    private String ofAny(Map<?, ?> schema, Object value, String at) {
        weigh(schema.get("type"));
        weigh(schema.get("enum"));
        weigh(schema.get("const"));
        if (schema.get("type") != null && !isOfType(schema.get("type"), value)) {
            return place(at) + " must be of the type "
                    + String.valueOf(schema.get("type")).replaceAll("[\\[\\]]", "").replace(", ", " or ");
        }
        if (schema.get("enum") instanceof List<?> words && words.stream().noneMatch(word -> same(word, value))) {
            return place(at) + " must be one of " + words;
        }
        if (schema.containsKey("const") && !same(schema.get("const"), value)) {
            return place(at) + " must be " + schema.get("const");
        }
        return null;
    }

    private String ofKind(Map<?, ?> schema, Object value, String at, int depth) {
        return switch (value) {
            case Map<?, ?> object -> ofObject(schema, object, at, depth);
            case Collection<?> list -> ofList(schema, list, at, depth);
            case String text -> ofText(schema, text, at);
            case Number number -> ofNumber(schema, number, at);
            case null, default -> null;
        };
    }

    private String ofParts(Map<?, ?> schema, Object value, String at, int depth) {
        for (Object part : list(schema, "allOf")) {
            String fault = fault(part, value, at, depth + 1);
            if (fault != null) {
                return fault;
            }
        }
        if (schema.get("anyOf") instanceof Collection<?> any && matching(any, value, at, depth) == 0) {
            return place(at) + " matches none of the " + any.size() + " allowed forms";
        }
        if (schema.get("oneOf") instanceof Collection<?> one) {
            long matching = matching(one, value, at, depth);
            if (matching != 1) {
                return place(at) + " must match exactly one of the " + one.size() + " allowed forms, not " + matching;
            }
        }
        boolean excluded = schema.containsKey("not") && fault(schema.get("not"), value, at, depth + 1) == null;
        return excluded ? place(at) + " has a form that is excluded" : null;
    }

    private long matching(Collection<?> alternatives, Object value, String at, int depth) {
        return alternatives.stream().filter(each -> fault(each, value, at, depth + 1) == null).count();
    }

    private Collection<?> list(Map<?, ?> schema, String keyword) {
        Collection<?> list = schema.get(keyword) instanceof Collection<?> given ? given : List.of();
        step(list.size());
        return list;
    }

    private static boolean isOfType(Object type, Object value) {
        if (type instanceof Collection<?> types) {
            return types.stream().anyMatch(each -> isOfType(each, value));
        }
        return switch (String.valueOf(type)) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof Collection;
            case "string" -> value instanceof String;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number number && exact(number).stripTrailingZeros().scale() <= 0;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            default -> true;
        };
    }

    private static boolean same(Object wanted, Object value) {
        return wanted instanceof Number one && value instanceof Number other
                ? exact(one).compareTo(exact(other)) == 0
                : Objects.equals(wanted, value);
    }

    private static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    private String ofText(Map<?, ?> schema, String text, String at) {
        weigh(text);
        String length = bounds(schema, "minLength", "maxLength", text.codePointCount(0, text.length()), at, " characters");
        return length == null && schema.get("pattern") instanceof String pattern && !isFound(pattern, text)
                ? place(at) + " must match " + pattern
                : length;
    }

    private boolean isFound(String pattern, String text) {
        step(pattern.length());
        return BoundedPattern.of(pattern).matcher(text, this::step).find();
    }

    private static String ofNumber(Map<?, ?> schema, Number number, String at) {
        BigDecimal value = exact(number);
        if (schema.get("exclusiveMinimum") instanceof Number least && value.compareTo(exact(least)) <= 0) {
            return place(at) + " must be more than " + least;
        }
        if (schema.get("exclusiveMaximum") instanceof Number most && value.compareTo(exact(most)) >= 0) {
            return place(at) + " must be less than " + most;
        }
        if (schema.get("multipleOf") instanceof Number step && exact(step).signum() > 0
                && !isMultiple(value, exact(step))) {
            return place(at) + " must be a multiple of " + step;
        }
        return bounds(schema, "minimum", "maximum", number, at, "");
    }

    /** Without writing out their digits, as 1e999999999 has too many of them. */
    private static boolean isMultiple(BigDecimal value, BigDecimal of) {
        if (value.abs().compareTo(of) < 0) {
            return value.signum() == 0;
        }
        long further = (long) of.scale() - value.scale();
        BigInteger divisor = further < 0
                ? of.unscaledValue().multiply(BigInteger.TEN.pow(Math.toIntExact(-further)))
                : of.unscaledValue();
        BigInteger shift = BigInteger.TEN.modPow(BigInteger.valueOf(Math.max(0, further)), divisor);
        return value.unscaledValue().multiply(shift).mod(divisor).signum() == 0;
    }

    private String ofObject(Map<?, ?> schema, Map<?, ?> object, String at, int depth) {
        for (Object name : list(schema, "required")) {
            if (!object.containsKey(name)) {
                return place(at, name) + " is required";
            }
        }
        for (Map.Entry<?, ?> field : object.entrySet()) {
            String fault = ofField(schema, String.valueOf(field.getKey()), field.getValue(), at, depth);
            if (fault != null) {
                return fault;
            }
        }
        return bounds(schema, "minProperties", "maxProperties", object.size(), at, " fields");
    }

    private String ofField(Map<?, ?> schema, String name, Object value, String at, int depth) {
        List<Object> rules = new ArrayList<>();
        Map<?, ?> known = map(schema, "properties");
        addIf(known.containsKey(name), rules, known.get(name));
        map(schema, "patternProperties")
                .forEach((pattern, rule) -> addIf(isFound(String.valueOf(pattern), name), rules, rule));
        Object further = schema.get("additionalProperties");
        if (rules.isEmpty() && Boolean.FALSE.equals(further)) {
            return place(at, name) + " is not known";
        }
        addIf(rules.isEmpty() && further != null, rules, further);
        for (Object rule : rules) {
            String fault = fault(rule, value, inside(at, name), depth + 1);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static void addIf(boolean wanted, List<Object> rules, Object rule) {
        if (wanted) {
            rules.add(rule);
        }
    }

    private static Map<?, ?> map(Map<?, ?> schema, String keyword) {
        return schema.get(keyword) instanceof Map<?, ?> map ? map : Map.of();
    }

    private String ofList(Map<?, ?> schema, Collection<?> list, String at, int depth) {
        String size = bounds(schema, "minItems", "maxItems", list.size(), at, " items");
        if (size != null) {
            return size;
        }
        if (Boolean.TRUE.equals(schema.get("uniqueItems"))) {
            weigh(list);
            if (isRepeating(list)) {
                return place(at) + " must not have the same item twice";
            }
        }
        int index = 0;
        for (Object item : list) {
            String fault = fault(schema.get("items"), item, at + "[" + index++ + "]", depth + 1);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static boolean isRepeating(Collection<?> list) {
        Set<Object> seen = new HashSet<>();
        return !list.stream()
                .allMatch(item -> seen.add(item instanceof Number number ? exact(number).stripTrailingZeros() : item));
    }

    private static String bounds(Map<?, ?> schema, String least, String most, Number value, String at, String of) {
        if (schema.get(least) instanceof Number bound && exact(value).compareTo(exact(bound)) < 0) {
            return place(at) + " must be at least " + bound + of;
        }
        if (schema.get(most) instanceof Number bound && exact(value).compareTo(exact(bound)) > 0) {
            return place(at) + " must be at most " + bound + of;
        }
        return null;
    }

    private static String inside(String at, Object field) { return at.isEmpty() ? String.valueOf(field) : at + "." + field; }

    private static String place(String at, Object field) { return place(inside(at, field)); }

    private static String place(String at) { return at.isEmpty() ? "the value" : "'" + at + "'"; }
}
