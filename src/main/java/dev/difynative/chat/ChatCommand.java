package dev.difynative.chat;

import java.util.List;
import java.util.Map;

import dev.difynative.files.AttachedFile;

/**
 * A question as a caller puts it.
 *
 * @param conversationId
 *            empty or null for a new conversation
 * @param user
 *            the caller's own name for the end user
 */
public record ChatCommand(String query, Map<String, Object> inputs, List<AttachedFile> files, String conversationId,
        boolean autoGenerateName, String user) {}
