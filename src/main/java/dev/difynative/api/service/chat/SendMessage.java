package dev.difynative.api.service.chat;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.difynative.chat.ChatCommand;
import dev.difynative.files.AttachedFile;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** The body of a chat or completion call. */
public record SendMessage(Map<String, Object> inputs, String query, ResponseMode responseMode, String conversationId, String user,
        List<AttachedFile> files, Boolean autoGenerateName, String workflowId) {

    /** How the answer is sent. */
    public enum ResponseMode {
        @JsonProperty("blocking")
        BLOCKING, @JsonProperty("streaming")
        STREAMING;

        /** The mode that a query parameter names. */
        static ResponseMode of(String wire) {
            return switch (wire) {
                case "blocking" -> BLOCKING;
                case "streaming" -> STREAMING;
                default -> throw CommonError.INVALID_PARAM.field("response_mode", "enum",
                        "Parameter 'response_mode' must be blocking or streaming");
            };
        }
    }

    boolean streams() { return responseMode == ResponseMode.STREAMING; }

    ChatCommand asQuestion() {
        if (query == null || query.isEmpty()) {
            throw Parameters.missing("query");
        }
        return command();
    }

    ChatCommand command() {
        if (user == null || user.isEmpty()) {
            throw Parameters.missing("user");
        }
        return new ChatCommand(query == null ? "" : query, inputs == null ? Map.of() : inputs, files == null ? List.of() : files,
                conversationId, !Boolean.FALSE.equals(autoGenerateName), user);
    }
}
