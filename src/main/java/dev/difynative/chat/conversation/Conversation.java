package dev.difynative.chat.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.difynative.chat.journal.Journal;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A row of questions and answers of one end user (or one account) with one app. New rows are written by the {@link Journal}. */
@Entity
@Table(name = "conversations")
public class Conversation extends PanacheEntityBase {
    /** The name of a conversation that nobody has named. */
    public static final String UNNAMED = "New conversation";

    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public UUID endUserId;
    public UUID accountId;
    public String fromSource;
    public String name;
    public String inputs;
    public String introduction;
    public String status;
    public Instant createdAt;
    public Instant updatedAt;

    public static Optional<Conversation> findOfUser(UUID tenantId, UUID appId, UUID endUserId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and endUserId = ?3 and id = ?4", tenantId, appId, endUserId, id)
                .firstResultOptional();
    }

    static Optional<Conversation> findOfAccount(UUID tenantId, UUID appId, UUID accountId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and accountId = ?3 and id = ?4", tenantId, appId, accountId, id)
                .firstResultOptional();
    }
}
