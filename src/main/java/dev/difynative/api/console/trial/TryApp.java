package dev.difynative.api.console.trial;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.ChatCommand;
import dev.difynative.files.AttachedFile;
import dev.difynative.platform.error.Parameters;

/** A question to an app that is being made; {@code modelConfig} is tried in place of the saved one, if it is given. */
public record TryApp(Map<String, Object> inputs, String query, String responseMode, String conversationId,
        List<AttachedFile> files, JsonNode modelConfig) {

    boolean streams(String preset) { return (responseMode == null ? preset : responseMode).equals("streaming"); }

    ChatCommand command(UUID accountId, boolean queryNeeded) {
        if (queryNeeded && (query == null || query.isBlank())) {
            throw Parameters.missing("query");
        }
        return ChatCommand.trial(query == null ? "" : query, inputs == null ? Map.of() : inputs,
                files == null ? List.of() : files, conversationId, accountId);
    }
}
