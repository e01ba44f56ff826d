package dev.difynative.models.chat;

import java.util.List;
import java.util.Map;

/**
 * What a model is asked. {@code parameters} are the user's own (Dify's {@code completion_params}) and go to the provider as
 * they are, nulls dropped; {@code user} tells the provider the end user, or is null.
 */
public record ChatPrompt(List<ChatMessage> messages, Map<String, Object> parameters, List<ToolSpec> tools, List<String> stop,
        String user) {

    public ChatPrompt {
        messages = List.copyOf(messages);
        parameters = parameters == null ? Map.of() : parameters;
        tools = tools == null ? List.of() : List.copyOf(tools);
        stop = stop == null ? List.of() : List.copyOf(stop);
    }

    public static ChatPrompt of(List<ChatMessage> messages) { return new ChatPrompt(messages, null, null, null, null); }

    public ChatPrompt with(Map<String, Object> otherParameters) {
        return new ChatPrompt(messages, otherParameters, tools, stop, user);
    }
}
