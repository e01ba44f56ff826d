package dev.difynative.workflow.node;

import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Whose run it is and where it belongs.
 *
 * @param endUserId
 *            who runs it from outside, or null
 * @param accountId
 *            who runs it in the console, or null
 * @param user
 *            the end user's own name, or the account's id
 * @param conversationId
 *            null outside of conversations
 * @param messageId
 *            the message that is being answered; null outside of conversations
 * @param draft
 *            whether it tries out what is not published
 * @param depth
 *            how many workflows have called each other to come here; 0 for one that was called from outside
 */
@RegisterForReflection
public record RunScope(UUID tenantId, UUID appId, UUID workflowId, UUID runId, UUID endUserId, UUID accountId, String user,
        UUID conversationId, UUID messageId, boolean draft, int depth) {}
