package dev.difynative.chat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.difynative.files.AttachedFile;

/**
 * A question as a caller puts it.
 *
 * @param conversationId
 *            empty or null for a new conversation
 * @param user
 *            the caller's own name for the end user
 * @param accountId
 *            the account that tries the app out, or null when an end user asks
 */
public record ChatCommand(String query, Map<String, Object> inputs, List<AttachedFile> files, String conversationId,
        boolean autoGenerateName, String user, UUID accountId) {

    public ChatCommand(String query, Map<String, Object> inputs, List<AttachedFile> files, String conversationId,
            boolean autoGenerateName, String user) {
        this(query, inputs, files, conversationId, autoGenerateName, user, null);
    }

    /** A question by somebody who tries the app out; such a conversation keeps its plain name. */
    public static ChatCommand trial(String query, Map<String, Object> inputs, List<AttachedFile> files, String conversationId,
            UUID accountId) {
        return new ChatCommand(query, inputs, files, conversationId, false, accountId.toString(), accountId);
    }
}
