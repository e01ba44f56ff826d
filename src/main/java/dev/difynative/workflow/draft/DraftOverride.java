package dev.difynative.workflow.draft;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** What an editor has changed of one variable of a draft; its id is that of the variable. */
@Entity
@Table(name = "workflow_draft_overrides")
public class DraftOverride extends PanacheEntityBase {
    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public UUID accountId;
    /** The execution that gave the variable; a later one gives another value. */
    public UUID executionId;
    /** JSON; null when the variable is taken away. */
    public String value;
    public Instant updatedAt;

    static List<DraftOverride> listOf(UUID tenantId, UUID appId, UUID accountId) {
        return list("tenantId = ?1 and appId = ?2 and accountId = ?3", tenantId, appId, accountId);
    }

    static DraftOverride findOwned(UUID tenantId, UUID id) {
        return find("tenantId = ?1 and id = ?2", tenantId, id).firstResult();
    }
}
