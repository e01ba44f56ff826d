package dev.difynative.workflow.node.human;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.difynative.workflow.value.Value;

/** The text of a form, with the places {@code {{#$output.name#}}} where its fields stand. */
public final class FormText {
    private static final Pattern SLOT = Pattern.compile("\\{\\{#\\$output\\.([A-Za-z_][A-Za-z0-9_]*)#\\}\\}");

    private FormText() {}

    /** Puts what was entered in the places of the fields; it is never read as a template itself. */
    public static String filled(String text, Function<String, Value> entered) {
        Matcher slots = SLOT.matcher(text);
        return slots.replaceAll(slot -> {
            Value value = entered.apply(slot.group(1));
            return Matcher.quoteReplacement(value == null ? "" : value.text());
        });
    }
}
