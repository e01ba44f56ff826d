package dev.difynative.workflow.node.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.VariableInput;
import dev.difynative.workflow.value.PlainValues;

/** Makes the messages for a model: those of the author, then the conversation so far, then the question. */
@Singleton
class LlmPrompts {
    private static final String HISTORIES = "{{#histories#}}";
    private final PromptParts parts;

    /** The prompt as its author wrote it. {@code completion} is the one text of a completion model, or null. */
    record Template(List<PromptMessage> messages, String completion, List<VariableInput> jinjaVariables,
            PromptParts.Memory memory,
            PromptParts.Vision vision) {

        static Template read(NodeData data) {
            List<VariableInput> variables = VariableInput.list(data.object("prompt_config"), "jinja2_variables");
            PromptParts.Memory memory = PromptParts.Memory.read(data);
            PromptParts.Vision vision = PromptParts.Vision.read(data);
            if (data.raw("prompt_template").isObject()) {
                NodeData one = data.object("prompt_template");
                boolean jinja = one.text("edition_type", "basic").equals("jinja2");
                return new Template(jinja ? List.of(PromptMessage.read(one)) : List.of(), jinja ? null : one.text("text", ""),
                        variables,
                        memory, vision);
            }
            return new Template(data.objects("prompt_template").stream().map(PromptMessage::read).toList(), null, variables,
                    memory, vision);
        }

        List<Selector> selectors() {
            List<Selector> selectors = new ArrayList<>(
                    messages.stream().flatMap(message -> message.selectors().stream()).toList());
            if (completion != null) {
                selectors.addAll(PromptMessage.of(ChatMessage.Role.USER, completion).selectors());
            }
            if (memory.present() && !memory.queryTemplate().isEmpty()) {
                selectors.addAll(PromptMessage.of(ChatMessage.Role.USER, memory.queryTemplate()).selectors());
            }
            return selectors.stream().distinct().toList();
        }
    }

    LlmPrompts(PromptParts parts) { this.parts = parts; }

    List<ChatMessage> messages(Template template, ModelChoice model, NodeContext context, String contextText)
            throws InterruptedException {
        Map<String, Object> variables = PlainValues.of(VariableInput.read(template.jinjaVariables(), context));
        PromptParts.Sight sight = parts.sight(context, model, template.vision());
        List<ChatMessage> messages = new ArrayList<>();
        List<ChatMessage> history = template.memory().present() ? context.history(template.memory().rounds()) : List.of();
        for (PromptMessage own : own(template, history)) {
            add(own.fill(context, contextText, variables, sight.enabled()), sight, messages);
        }
        if (template.completion() == null) {
            messages.addAll(history);
            query(template, sight, context, variables, messages);
        }
        withFiles(messages, sight.files());
        return messages;
    }

    private static List<PromptMessage> own(Template template, List<ChatMessage> history) {
        if (template.completion() == null) {
            return template.messages();
        }
        StringBuilder dialogue = new StringBuilder();
        for (ChatMessage message : history) {
            String speaker = message.role() == ChatMessage.Role.USER
                    ? template.memory().userPrefix()
                    : template.memory().assistantPrefix();
            // What was said is text, and no place in it is to be filled.
            dialogue.append(speaker).append(": ").append(message.text().replace("{{#", "{{ #")).append('\n');
        }
        return List.of(PromptMessage.of(ChatMessage.Role.USER,
                template.completion().replace(HISTORIES, dialogue.toString().stripTrailing())));
    }

    private static void add(PromptMessage.Filled filled, PromptParts.Sight sight, List<ChatMessage> messages)
            throws InterruptedException {
        List<ContentPart> files = sight.files(filled.files());
        if (!filled.text().isBlank() || !files.isEmpty()) {
            messages.add(filled.message(files));
        }
    }

    /** The question of a chatflow belongs to its memory, unless a message asks it already. */
    private static void query(Template template, PromptParts.Sight sight, NodeContext context, Map<String, Object> variables,
            List<ChatMessage> messages) throws InterruptedException {
        if (!template.memory().present()) {
            return;
        }
        String text = template.memory().queryTemplate();
        boolean asked = template.messages().stream()
                .anyMatch(message -> message.role() == ChatMessage.Role.USER && message.asksQuery());
        if (text.isEmpty() && !asked && context.read(Selector.of(Selector.SYSTEM, "query")).isPresent()) {
            text = "{{#sys.query#}}";
        }
        if (!text.isEmpty()) {
            add(PromptMessage.of(ChatMessage.Role.USER, text).fill(context, "", variables, sight.enabled()), sight, messages);
        }
    }

    /** Files go with the last message of the user, or make one; those that are there already are not shown twice. */
    private static void withFiles(List<ChatMessage> messages, List<ContentPart> files) {
        List<ContentPart> missing = files.stream()
                .filter(file -> messages.stream().noneMatch(message -> message.parts().contains(file))).toList();
        if (missing.isEmpty()) {
            return;
        }
        if (!messages.isEmpty() && messages.getLast().role() == ChatMessage.Role.USER) {
            List<ContentPart> all = new ArrayList<>(messages.getLast().parts());
            all.addAll(missing);
            messages.set(messages.size() - 1, ChatMessage.user(all));
        } else {
            messages.add(ChatMessage.user(missing));
        }
    }
}
