package dev.difynative.workflow.trigger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;

import dev.difynative.platform.persistence.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A node that begins runs by itself; its row outlives the versions of the workflow. */
@Entity
@Table(name = "workflow_triggers")
public class Trigger extends PanacheEntityBase {
    static final String WEBHOOK = "trigger-webhook";
    static final String SCHEDULE = "trigger-schedule";

    @Id public UUID id = Ids.next();
    public UUID tenantId;
    public UUID appId;
    public String nodeId;
    public String type;
    public String title;
    /** Names the webhook in its address; null for a schedule. */
    public String webhookId;
    public String settings;
    /** Whether the version that is run now has the node. */
    public boolean published;
    public boolean enabled = true;
    /** When a schedule is due; null when it never is. */
    public Instant nextAt;
    public Instant createdAt;
    public Instant updatedAt;

    static Optional<Trigger> findByNode(UUID tenantId, UUID appId, String nodeId) {
        return find("tenantId = ?1 and appId = ?2 and nodeId = ?3", tenantId, appId, nodeId).firstResultOptional();
    }

    static Optional<Trigger> findOfApp(UUID tenantId, UUID appId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and id = ?3", tenantId, appId, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** The same, and nobody else changes them until this transaction ends. */
    static List<Trigger> lockOfApp(UUID tenantId, UUID appId) {
        return find("tenantId = ?1 and appId = ?2", tenantId, appId).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    static List<Trigger> listOfApp(UUID tenantId, UUID appId) {
        return list("tenantId = ?1 and appId = ?2 order by createdAt, id", tenantId, appId);
    }

    /** By the name in its address, which is all that a caller from outside knows. */
    static Optional<Trigger> findWebhook(String webhookId) {
        return find("webhookId", webhookId).firstResultOptional();
    }
}
