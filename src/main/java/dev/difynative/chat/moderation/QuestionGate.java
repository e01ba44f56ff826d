package dev.difynative.chat.moderation;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.annotation.AnnotationMatch;
import dev.difynative.apps.annotation.AnnotationReplies;

/** What a question passes before a model or a graph answers it: the filter of sensitive words, then annotations. May block. */
@ApplicationScoped
public class QuestionGate {
    private final Moderation moderation;
    private final AnnotationReplies annotations;

    /** A question that is to be answered, or has its answer already. */
    public sealed interface Decision {}

    /** To be answered with these inputs; they and the question may have been rewritten. */
    public record Pass(Map<String, Object> inputs, String query) implements Decision {}

    /** {@code annotationReply} names the annotation that answers, or is null. */
    public record Answered(String text, JsonNode annotationReply) implements Decision {}

    /** A question; {@code source} is where it came from, such as {@code api}, and {@code endUserId} null when a member asks. */
    public record Asked(Map<String, Object> inputs, String query, UUID messageId, String source, UUID endUserId) {}

    QuestionGate(Moderation moderation, AnnotationReplies annotations) {
        this.moderation = moderation;
        this.annotations = annotations;
    }

    /** Whether questions to the app pass unseen. */
    public boolean isOpen(AppSnapshot app) {
        return !app.config().features().annotationReply().enabled()
                && !(app.config().sensitiveWordAvoidance().enabled() && app.config().sensitiveWordAvoidance().inputs().enabled());
    }

    public Decision decide(AppSnapshot app, Asked asked) {
        ModerationVerdict verdict = moderation.ofQuestion(app, asked.endUserId(), asked.inputs(), asked.query());
        if (verdict.flagged()) {
            return new Answered(verdict.replacement(), null);
        }
        Map<String, Object> inputs = verdict.inputs() == null ? asked.inputs() : verdict.inputs();
        String query = verdict.inputs() == null ? asked.query() : verdict.query();
        Optional<AnnotationMatch> annotation = annotations.find(app, query);
        if (annotation.isPresent()) {
            AnnotationMatch match = annotation.get();
            annotations.answered(app, match, query, asked.messageId(), asked.source());
            return new Answered(match.answer(), reply(match));
        }
        return new Pass(inputs, query);
    }

    /** The watcher of an answer to an end user, or to a member when that is null. */
    public OutputModeration watcher(AppSnapshot app, UUID endUserId) {
        return moderation.ofAnswer(app, endUserId);
    }

    private static JsonNode reply(AnnotationMatch match) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode().put("id", match.annotationId().toString());
        reply.putObject("account").put("id", match.accountId() == null ? null : match.accountId().toString())
                .put("name", match.accountName());
        return reply;
    }
}
