package dev.difynative.chat.prompt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.difynative.models.TokenCounter;
import dev.difynative.models.chat.ChatMessage;

/** Earlier questions and answers of a conversation, newest first, of which a prompt takes as many as fit. */
public record History(List<Round> newestFirst) {
    public static final History NONE = new History(List.of());

    /** A question with its answer; {@code answerTokens} are those that the provider counted, 0 where it did not. */
    public record Round(String query, String answer, int answerTokens) {
        /** What the protocols wrap around two messages. */
        private static final int WRAPPING = 8;

        int bytes() { return WRAPPING + length(query) + length(answer); }

        int tokens() {
            // A model that thinks is paid for more than it says.
            int answered = answerTokens > 0 ? Math.min(answerTokens, length(answer)) : TokenCounter.count(answer);
            return WRAPPING + TokenCounter.count(query) + answered;
        }

        private static int length(String text) { return text.getBytes(StandardCharsets.UTF_8).length; }
    }

    boolean isEmpty() { return newestFirst.isEmpty(); }

    /** The newest rounds of at most {@code budget} tokens together. */
    public History fitting(int budget) {
        // Each token takes at least one byte, so that a short history need not be counted.
        if (newestFirst.stream().mapToInt(Round::bytes).sum() <= budget) {
            return this;
        }
        List<Round> kept = new ArrayList<>();
        int left = budget;
        for (Round round : newestFirst) {
            left -= round.tokens();
            if (left < 0) {
                break;
            }
            kept.add(round);
        }
        return new History(kept);
    }

    /** Question and answer in turn, oldest first. */
    public List<ChatMessage> messages() {
        List<ChatMessage> messages = new ArrayList<>(2 * newestFirst.size());
        for (Round round : newestFirst.reversed()) {
            messages.add(ChatMessage.user(round.query()));
            messages.add(ChatMessage.assistant(round.answer()));
        }
        return messages;
    }
}
