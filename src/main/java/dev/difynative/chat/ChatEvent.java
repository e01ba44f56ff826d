package dev.difynative.chat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.difynative.models.catalogue.LocalText;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Wire;
import dev.difynative.platform.event.StreamEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a chat or completion stream says, as published Dify clients read it; the piece of an answer is written by {@link PieceFrame}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@RegisterForReflection(ignoreNested = false)
public sealed interface ChatEvent extends StreamEvent {

    /** What each event carries; {@code conversationId} is left out for completion apps, which have none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Envelope(UUID conversationId, UUID messageId, long createdAt, UUID taskId) {}

    /** {@code metadata} is the JSON that is stored. */
    @JsonTypeName("message_end")
    record MessageEnd(@JsonUnwrapped Envelope envelope, UUID id, @JsonRawValue String metadata, List<Map<String, Object>> files)
            implements
                ChatEvent {}

    /** The whole answer so far is to be replaced, because moderation objected to it. */
    @JsonTypeName("message_replace")
    record MessageReplace(@JsonUnwrapped Envelope envelope, String answer, String reason) implements ChatEvent {}

    /** A piece of the answer as it sounds: MP3 in Base64. */
    @JsonTypeName("tts_message")
    record TtsMessage(@JsonUnwrapped Envelope envelope, String audio) implements ChatEvent {}

    @JsonTypeName("tts_message_end")
    record TtsMessageEnd(@JsonUnwrapped Envelope envelope, String audio) implements ChatEvent {}

    /** What an agent thinks in a round, what it does, and what comes of it; said again when more of it is known. */
    @JsonTypeName("agent_thought")
    record AgentThought(@JsonUnwrapped Envelope envelope, UUID id, int position, String thought, String observation, String tool,
            Map<String, LocalText> toolLabels, String toolInput, List<UUID> messageFiles) implements ChatEvent {}

    /** A file has become part of the answer. */
    @JsonTypeName("message_file")
    record MessageFile(@JsonUnwrapped Envelope envelope, UUID id, String type, String belongsTo, String url)
            implements
                ChatEvent {}

    @JsonTypeName("error")
    record Error(@JsonUnwrapped Envelope envelope, int status, String code, String message) implements ChatEvent {

        static Error of(Envelope envelope, Failure failure) {
            Wire wire = failure.code().wire();
            return new Error(envelope, wire.status(), wire.code(), failure.getMessage());
        }
    }
}
