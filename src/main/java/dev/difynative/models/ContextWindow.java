package dev.difynative.models;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;

/**
 * The tokens that a prompt and its answer share; 0 where they are not known. Images are not counted: what they take differs
 * with each model.
 */
public record ContextWindow(int tokens) {
    public static final ContextWindow UNKNOWN = new ContextWindow(0);
    private static final List<String> ANSWER_LIMITS = List.of("max_tokens", "max_completion_tokens");
    private static final int SHORTEST_ANSWER = 16;
    /** What the protocols wrap around each message. */
    private static final int PER_MESSAGE = 4;

    public boolean known() { return tokens > 0; }

    /** What is left for further messages beside these and the answer that they ask for; may be negative. */
    public int leftBeside(ChatPrompt prompt) {
        return tokens - answerLimit(prompt) - count(prompt, tokens / 16);
    }

    /** The same prompt, its limit for the answer lowered to what the window leaves. */
    public ChatPrompt fitted(ChatPrompt prompt) {
        int limit = answerLimit(prompt);
        if (!known() || limit == 0) {
            return prompt;
        }
        int left = tokens - count(prompt, tokens - limit);
        if (limit <= left) {
            return prompt;
        }
        Map<String, Object> parameters = new HashMap<>(prompt.parameters());
        for (String name : ANSWER_LIMITS) {
            parameters.computeIfPresent(name, (key, value) -> Math.max(left, SHORTEST_ANSWER));
        }
        return prompt.with(parameters);
    }

    private static int answerLimit(ChatPrompt prompt) {
        for (String name : ANSWER_LIMITS) {
            if (prompt.parameters().get(name) instanceof Number limit) {
                return limit.intValue();
            }
        }
        return 0;
    }

    /** The tokens of all messages; when they have few enough bytes, those instead, since each token takes at least one. */
    private static int count(ChatPrompt prompt, int fewBytes) {
        int bytes = 0;
        for (ChatMessage message : prompt.messages()) {
            bytes += PER_MESSAGE + message.text().getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes <= fewBytes) {
            return bytes;
        }
        int count = 0;
        for (ChatMessage message : prompt.messages()) {
            count += PER_MESSAGE + TokenCounter.count(message.text());
        }
        return count;
    }
}
