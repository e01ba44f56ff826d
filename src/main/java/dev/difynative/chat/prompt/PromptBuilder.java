package dev.difynative.chat.prompt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.difynative.apps.config.ModelConfig;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.ContentPart;

/**
 * Makes the prompt of a turn. Simple form: context and instruction as the system message, the history, then the question;
 * without a question (completion apps) the instruction is the user's message. Advanced form: the app's own messages, with
 * places for context, question and history.
 */
public final class PromptBuilder {
    private static final String CONTEXT_PREAMBLE = """
            Use the following context as your learned knowledge, inside <context></context> XML tags.

            <context>
            %s
            </context>

            When you answer: if you do not know, say so; if you are not sure, ask for clarification. Do not mention that the \
            information comes from the context. Answer in the language of the question.
            """;
    private final ModelConfig config;

    /** What a prompt is made of; {@code context} is empty when no knowledge was retrieved. */
    public record Ingredients(Map<String, Object> inputs, String query, String context, List<ContentPart> images) {}

    public PromptBuilder(ModelConfig config) { this.config = config; }

    /** {@code history} has questions and answers in turn, oldest first. */
    ChatPrompt build(Ingredients from, List<ChatMessage> history, String user) {
        ModelConfig.Prompt prompt = config.prompt();
        List<ChatMessage> messages = !prompt.advanced()
                ? simple(prompt.prePrompt(), from, history)
                : prompt.messages().isEmpty()
                        ? completion(prompt.completion(), from, history)
                        : advanced(prompt.messages(), from, history);
        Map<String, Object> parameters = new HashMap<>(config.model().completionParams());
        List<String> stop = parameters.remove("stop") instanceof List<?> words
                ? words.stream().map(String::valueOf).toList()
                : List.of();
        return new ChatPrompt(messages, parameters, null, stop, user);
    }

    private static List<ChatMessage> simple(String prePrompt, Ingredients from, List<ChatMessage> history) {
        String instruction = PromptTemplate.fill(prePrompt, from.inputs());
        String context = from.context().isEmpty() ? "" : CONTEXT_PREAMBLE.formatted(from.context());
        List<ChatMessage> messages = new ArrayList<>();
        boolean asked = !from.query().isEmpty();
        String system = asked ? joined(context, instruction) : context;
        if (!system.isEmpty()) {
            messages.add(ChatMessage.system(system));
        }
        messages.addAll(history);
        messages.add(question(asked ? from.query() : instruction, from.images()));
        return messages;
    }

    private static List<ChatMessage> advanced(List<ModelConfig.PromptMessage> own, Ingredients from,
            List<ChatMessage> history) {
        Map<String, Object> values = places(from);
        boolean asksItself = own.stream().anyMatch(message -> message.text().contains("{{#query#}}"));
        List<ChatMessage> messages = new ArrayList<>();
        for (ModelConfig.PromptMessage message : own) {
            messages.add(message(message.role(), PromptTemplate.fill(message.text(), values)));
        }
        int afterSystem = (int) messages.stream().takeWhile(message -> message.role() == ChatMessage.Role.SYSTEM).count();
        messages.addAll(afterSystem, history);
        if (!asksItself && !from.query().isEmpty()) {
            messages.add(question(from.query(), from.images()));
        } else if (!from.images().isEmpty()) {
            messages.add(ChatMessage.user(from.images()));
        }
        return messages;
    }

    /** The form of completion models: one text, in which the history is a dialogue between two named speakers. */
    private static List<ChatMessage> completion(ModelConfig.CompletionPrompt own, Ingredients from,
            List<ChatMessage> history) {
        Map<String, Object> values = places(from);
        StringBuilder dialogue = new StringBuilder();
        for (ChatMessage message : history) {
            String speaker = message.role() == ChatMessage.Role.USER ? own.userPrefix() : own.assistantPrefix();
            dialogue.append(speaker).append(": ").append(message.text()).append('\n');
        }
        values.put("#histories#", dialogue.toString().stripTrailing());
        return List.of(question(PromptTemplate.fill(own.text(), values), from.images()));
    }

    private static Map<String, Object> places(Ingredients from) {
        Map<String, Object> values = new HashMap<>(from.inputs());
        values.put("#context#", from.context());
        values.put("#query#", from.query());
        values.put("#histories#", "");
        return values;
    }

    private static ChatMessage message(String role, String text) {
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "system" -> ChatMessage.system(text);
            case "assistant" -> ChatMessage.assistant(text);
            default -> ChatMessage.user(text);
        };
    }

    private static ChatMessage question(String text, List<ContentPart> images) {
        if (images.isEmpty()) {
            return ChatMessage.user(text);
        }
        List<ContentPart> parts = new ArrayList<>();
        parts.add(new ContentPart.Text(text));
        parts.addAll(images);
        return ChatMessage.user(parts);
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "\n" + second;
    }
}
