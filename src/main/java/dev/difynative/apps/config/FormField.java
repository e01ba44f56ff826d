package dev.difynative.apps.config;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** One field of the form that an app asks its users to fill in before it answers. */
public sealed interface FormField {

    Head head();

    default String variable() { return head().variable(); }

    /** What all kinds of fields have; {@code preset} is the value of a field that was left out, or null. */
    record Head(String variable, String label, boolean required, boolean hide, JsonNode preset) {}

    /** Which files a field takes; an empty list sets no bound. */
    record FileRules(List<String> types, List<String> extensions, List<String> methods) {}

    /** A line of text, or with {@code paragraph} a longer one; {@code maxLength} counts characters, 0 means no bound. */
    record Text(Head head, boolean paragraph, int maxLength) implements FormField {}

    record Select(Head head, List<String> options) implements FormField {}

    record Number(Head head) implements FormField {}

    record Checkbox(Head head) implements FormField {}

    record SingleFile(Head head, FileRules rules) implements FormField {}

    record FileList(Head head, FileRules rules, int maxFiles) implements FormField {}

    /** {@code schema} is a JSON Schema, empty when any object will do; {@code preset} is an object or null. */
    record JsonObject(Head head, Map<String, Object> schema, Map<String, Object> preset) implements FormField {}

    /** A variable that an external data tool fills in; what the user sends for it is passed on as it is. */
    record External(Head head) implements FormField {}

    /** A kind that this version does not know: never required, its value is passed on as it is. */
    record Unknown(Head head, String type) implements FormField {}
}
