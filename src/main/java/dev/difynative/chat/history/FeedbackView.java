package dev.difynative.chat.history;

import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What somebody thinks of an answer, as the app's developer sees it; here, times are text (ISO 8601). */
@RegisterForReflection
public record FeedbackView(UUID id, UUID appId, UUID conversationId, UUID messageId, String rating, String content,
        String fromSource, UUID fromEndUserId, UUID fromAccountId, String createdAt, String updatedAt) {

    static FeedbackView of(MessageFeedback feedback) {
        return new FeedbackView(feedback.id, feedback.appId, feedback.conversationId, feedback.messageId, feedback.rating,
                feedback.content, feedback.fromSource, feedback.fromEndUserId, feedback.fromAccountId,
                feedback.createdAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                feedback.updatedAt.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
