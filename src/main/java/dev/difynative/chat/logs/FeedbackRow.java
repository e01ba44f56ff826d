package dev.difynative.chat.logs;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What somebody thinks of an answer, with the answer. */
@RegisterForReflection
public record FeedbackRow(UUID feedbackId, UUID conversationId, String conversationName, UUID messageId, String userQuery,
        String aiResponse, String feedbackRating, String feedbackComment, String fromSource, String fromEndUser,
        String fromAccount, Instant createdAt) {}
