package dev.difynative.workflow.run.journal;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** One execution of a node as it is stored; {@code runId} is null for a node that was tried out by itself. */
@Entity
@Table(name = "workflow_node_executions")
public class NodeExecution extends PanacheEntityBase {
    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public UUID runId;
    public boolean draft;
    public int index;
    public String predecessorNodeId;
    public String nodeId;
    public String nodeType;
    public String title;
    public String inputs;
    public String processData;
    public String outputs;
    public String status;
    public String error;
    public double elapsedTime;
    public String executionMetadata;
    public Instant createdAt;
    public Instant finishedAt;

    /** Ends what was under way in a run whose process is gone. */
    public static int closeRunning(UUID tenantId, UUID runId, String error, Instant now) {
        return update("status = 'failed', error = ?1, finishedAt = ?2 where tenantId = ?3 and runId = ?4 and status = 'running'",
                error, now, tenantId, runId);
    }
}
