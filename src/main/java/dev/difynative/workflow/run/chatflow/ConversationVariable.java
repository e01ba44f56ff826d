package dev.difynative.workflow.run.chatflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** The value that a variable of a conversation has now; {@code value} is JSON. */
@Entity
@Table(name = "conversation_variables")
public class ConversationVariable extends PanacheEntityBase {
    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public UUID conversationId;
    public String name;
    public String valueType;
    public String value;
    public String description;
    public Instant createdAt;
    public Instant updatedAt;

    static List<ConversationVariable> listOf(UUID tenantId, UUID conversationId) {
        return list("tenantId = ?1 and conversationId = ?2 order by createdAt, name", tenantId, conversationId);
    }

    static Optional<ConversationVariable> find(UUID tenantId, UUID conversationId, UUID id) {
        return find("tenantId = ?1 and conversationId = ?2 and id = ?3", tenantId, conversationId, id).firstResultOptional();
    }
}
