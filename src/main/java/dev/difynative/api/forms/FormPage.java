package dev.difynative.api.forms;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workflow.form.FormDefinition;

/** Writes a form down as HTML: its text as it is, with a field wherever the text has a place for one. */
final class FormPage {
    static final String INPUT = "input.";
    static final String ACTION = "action";
    private static final Pattern SLOT = Pattern.compile("\\{\\{#\\$output\\.([A-Za-z_][A-Za-z0-9_]*)#\\}\\}");
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="robots" content="noindex"><title>Form</title><style>
            body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1d2433}
            .text{white-space:pre-wrap}textarea,select{width:100%;font:inherit;padding:.5rem;box-sizing:border-box}
            button{font:inherit;padding:.5rem 1.2rem;margin:1rem .5rem 0 0}.fault{color:#b3261e}</style></head><body>
            """;
    private static final String FOOT = "</body></html>\n";

    private FormPage() {}

    static String message(String text) { return HEAD + "<p>" + escaped(text) + "</p>" + FOOT; }

    static String of(FormDefinition form, String fault) {
        StringBuilder page = new StringBuilder(HEAD)
                .append("<form method=\"post\" accept-charset=\"utf-8\" enctype=\"multipart/form-data\"><div class=\"text\">");
        Set<String> placed = new HashSet<>();
        Matcher slots = SLOT.matcher(form.formContent());
        int from = 0;
        while (slots.find()) {
            page.append(escaped(form.formContent().substring(from, slots.start())));
            if (placed.add(slots.group(1))) {
                field(page, form, slots.group(1));
            }
            from = slots.end();
        }
        page.append(escaped(form.formContent().substring(from))).append("</div>");
        for (JsonNode input : form.inputs()) {
            String name = input.path("output_variable_name").asText();
            if (placed.add(name)) {
                page.append("<p><label>").append(escaped(name)).append("</label>");
                field(page, form, name);
                page.append("</p>");
            }
        }
        if (!fault.isEmpty()) {
            page.append("<p class=\"fault\">").append(escaped(fault)).append("</p>");
        }
        for (JsonNode action : form.userActions()) {
            page.append("<button name=\"").append(ACTION).append("\" value=\"").append(escaped(action.path("id").asText()))
                    .append("\">").append(escaped(action.path("title").asText())).append("</button>");
        }
        return page.append("</form>").append(FOOT).toString();
    }

    private static void field(StringBuilder page, FormDefinition form, String name) {
        for (JsonNode input : form.inputs()) {
            if (input.path("output_variable_name").asText().equals(name)) {
                field(page, input, escaped(INPUT + name), form.resolvedDefaultValues().getOrDefault(name, ""));
            }
        }
    }

    private static void field(StringBuilder page, JsonNode input, String name, String preset) {
        switch (input.path("type").asText()) {
            case "select" -> {
                page.append("<select name=\"").append(name).append("\">");
                for (JsonNode option : input.path("option_source").path("value")) {
                    page.append("<option").append(option.asText().equals(preset) ? " selected>" : ">")
                            .append(escaped(option.asText())).append("</option>");
                }
                page.append("</select>");
            }
            case "file" -> page.append("<input type=\"file\" name=\"").append(name).append("\">");
            case "file-list" -> page.append("<input type=\"file\" multiple name=\"").append(name).append("\">");
            default -> page.append("<textarea rows=\"4\" name=\"").append(name).append("\">").append(escaped(preset))
                    .append("</textarea>");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
