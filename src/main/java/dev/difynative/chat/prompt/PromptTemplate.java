package dev.difynative.chat.prompt;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {{name}}} and {@code {{#name#}}} places of a prompt; a place whose name is not known stays as it is. */
public final class PromptTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(#?[a-zA-Z_][a-zA-Z0-9_]*#?)}}");

    private PromptTemplate() {}

    /** The special places are keyed with their number signs, as in {@code #context#}. */
    public static String fill(String template, Map<String, ?> values) {
        if (!template.contains("{{")) {
            return template;
        }
        return PLACE.matcher(template).replaceAll(place -> {
            String name = place.group(1);
            return Matcher.quoteReplacement(values.containsKey(name) ? text(values.get(name)) : place.group());
        });
    }

    private static String text(Object value) { return value == null ? "" : value.toString(); }
}
