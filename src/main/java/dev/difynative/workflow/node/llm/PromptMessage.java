package dev.difynative.workflow.node.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.jinja.JinjaException;
import dev.difynative.workflow.jinja.JinjaTemplate;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;

/**
 * A message of a prompt as its author wrote it: a text with places of variables and of the context, or a Jinja2 template.
 *
 * @param pieces
 *            the text between the places of the context
 * @param jinja
 *            the template in place of the text, or null
 */
record PromptMessage(ChatMessage.Role role, List<TextTemplate> pieces, JinjaTemplate jinja) {
    private static final String CONTEXT = "{{#context#}}";

    /** The message with its places filled, and the files that it names. */
    record Filled(ChatMessage.Role role, String text, List<Value> files) {

        ChatMessage message(List<ContentPart> shown) {
            if (shown.isEmpty()) {
                return new ChatMessage(role, List.of(new ContentPart.Text(text)), null, null);
            }
            List<ContentPart> parts = new ArrayList<>();
            if (!text.isBlank()) {
                parts.add(new ContentPart.Text(text));
            }
            parts.addAll(shown);
            return new ChatMessage(role, parts, null, null);
        }
    }

    static PromptMessage read(NodeData data) {
        ChatMessage.Role role = switch (data.text("role", "user").toLowerCase(Locale.ROOT)) {
            case "system" -> ChatMessage.Role.SYSTEM;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            default -> ChatMessage.Role.USER;
        };
        if (!data.text("edition_type", "basic").equals("jinja2")) {
            return of(role, data.text("text", ""));
        }
        try {
            return new PromptMessage(role, List.of(), JinjaTemplate.parse(data.text("jinja2_text", "")));
        } catch (JinjaException unreadable) {
            throw data.fault("jinja2_text", "format", "is not a Jinja2 template: " + unreadable.getMessage());
        }
    }

    static PromptMessage of(ChatMessage.Role role, String text) {
        List<TextTemplate> pieces = new ArrayList<>();
        for (String piece : text.split(java.util.regex.Pattern.quote(CONTEXT), -1)) {
            pieces.add(TextTemplate.parse(piece));
        }
        return new PromptMessage(role, pieces, null);
    }

    /** Files in the text are handed over apart from it when the model can see them. */
    Filled fill(NodeContext context, String contextText, Map<String, Object> jinjaVariables, boolean filesApart) {
        if (jinja != null) {
            try {
                return new Filled(role, jinja.render(jinjaVariables), List.of());
            } catch (JinjaException failed) {
                throw new NodeFailure("TemplateError", failed.getMessage());
            }
        }
        List<Value> files = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            text.append(i == 0 ? "" : contextText).append(pieces.get(i).render(selector -> context.read(selector).map(value -> {
                if (!filesApart || !isFiles(value)) {
                    return value;
                }
                files.addAll(value.asItems());
                return Value.EMPTY;
            })));
        }
        return new Filled(role, text.toString(), files);
    }

    private static boolean isFiles(Value value) {
        return !value.asItems().isEmpty() && value.asItems().stream().allMatch(Value.FileRef.class::isInstance);
    }

    boolean asksQuery() { return selectors().stream().anyMatch(selector -> selector.text().equals("sys.query")); }

    List<Selector> selectors() { return pieces.stream().flatMap(piece -> piece.selectors().stream()).toList(); }
}
