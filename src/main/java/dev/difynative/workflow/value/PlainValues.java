package dev.difynative.workflow.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as the texts, numbers, flags, lists and maps that libraries and templates work with. */
public final class PlainValues {
    private PlainValues() {}

    public static Map<String, Object> of(Map<String, Value> values) {
        Map<String, Object> plain = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach((name, value) -> plain.put(name, of(value)));
        return plain;
    }

    public static Object of(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Number(java.math.BigDecimal number) -> number;
            case Value.Bool(boolean flag) -> flag;
            case Value.Array(List<Value> items) -> {
                List<Object> list = new ArrayList<>(items.size());
                items.forEach(item -> list.add(of(item)));
                yield (list);
            }
            case Value.Struct(Map<String, Value> fields) -> of(fields);
            case Value.FileRef file -> of(Values.fields(file.toJson()));
            case Value.Nothing _ -> null;
        };
    }
}
