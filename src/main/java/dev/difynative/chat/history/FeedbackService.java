package dev.difynative.chat.history;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;

/** What end users think of answers. */
@ApplicationScoped
public class FeedbackService {
    private final Clock clock;

    FeedbackService(Clock clock) { this.clock = clock; }

    /** Gives feedback or replaces what was given before. */
    @Transactional
    public void give(EndUserScope scope, String messageId, Rating rating, String content) {
        MessageFeedback feedback = new MessageFeedback();
        feedback.id = Ids.next();
        feedback.tenantId = scope.tenantId();
        feedback.appId = scope.appId();
        feedback.messageId = OwnMessage.parse(messageId);
        feedback.fromEndUserId = scope.endUserId();
        feedback.rating = rating.wire();
        feedback.content = content == null ? null : content.replace("\0", "");
        feedback.createdAt = clock.instant();
        if (!MessageFeedback.put(feedback)) {
            throw OwnMessage.unknown();
        }
    }

    @Transactional
    public void withdraw(EndUserScope scope, String messageId) {
        if (!MessageFeedback.withdraw(scope, OwnMessage.get(scope, messageId).id)) {
            throw CommonError.INVALID_PARAM.field("rating", "required", "There is no feedback to withdraw: 'rating' is required");
        }
    }

    /** What all users of an app think of its answers, the newest first. */
    @Transactional
    public List<FeedbackView> list(UUID tenantId, UUID appId, PageRequest page) {
        return MessageFeedback.newestOfApp(tenantId, appId, page).stream().map(FeedbackView::of).toList();
    }
}
