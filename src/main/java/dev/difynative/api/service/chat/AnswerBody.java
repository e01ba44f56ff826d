package dev.difynative.api.service.chat;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.difynative.chat.AnswerMetadata;
import dev.difynative.chat.ChatEvent;
import dev.difynative.chat.ChatTurn;
import dev.difynative.chat.FinishedAnswer;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A blocking answer; without {@code conversationId} for completion apps. */
@RegisterForReflection
public record AnswerBody(String event, UUID taskId, UUID id, UUID messageId,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID conversationId,
        String mode, String answer, AnswerMetadata metadata, long createdAt) {

    public static AnswerBody of(ChatTurn turn, FinishedAnswer answer) {
        ChatEvent.Envelope envelope = turn.envelope();
        return new AnswerBody("message", envelope.taskId(), envelope.messageId(), envelope.messageId(), envelope.conversationId(),
                turn.app().mode().wire(), answer.text(), answer.metadata(), envelope.createdAt());
    }
}
