package dev.difynative.workflow.run.chatflow;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A variable of a conversation; the value is text, of a compound one its JSON. */
@RegisterForReflection
public record ConversationVariableView(UUID id, String name, String valueType, String value, String description,
        Instant createdAt, Instant updatedAt) {}
