package dev.difynative.chat.history;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.chat.conversation.Conversation;
import dev.difynative.files.FileLinks;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A conversation as its end user sees it. */
@RegisterForReflection
public record ConversationView(UUID id, String name, JsonNode inputs, String status, String introduction, Instant createdAt,
        Instant updatedAt) {

    static ConversationView of(Conversation conversation, StoredJson json, FileLinks links) {
        return new ConversationView(conversation.id, conversation.name,
                json.object(links.renewed(conversation.tenantId, conversation.inputs)), conversation.status,
                conversation.introduction, conversation.createdAt, conversation.updatedAt);
    }
}
