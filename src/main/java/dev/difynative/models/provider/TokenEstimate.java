package dev.difynative.models.provider;

import java.util.List;

import dev.difynative.models.TokenCounter;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;
import dev.difynative.models.chat.Completion;
import dev.difynative.models.chat.ToolCall;

/** Counts here what a provider did not count, by the rule of thumb of the OpenAI protocol. */
public final class TokenEstimate {
    private static final int PER_MESSAGE = 4;
    private static final int PER_REPLY = 3;

    private TokenEstimate() {}

    public static Completion of(ChatPrompt prompt, String answer, List<ToolCall> calls, String finishReason) {
        int asked = PER_REPLY;
        for (ChatMessage message : prompt.messages()) {
            asked += PER_MESSAGE + TokenCounter.count(message.text());
        }
        int answered = TokenCounter.count(answer);
        for (ToolCall call : calls) {
            answered += TokenCounter.count(call.name()) + TokenCounter.count(call.arguments());
        }
        return new Completion(finishReason, asked, answered, true);
    }
}
