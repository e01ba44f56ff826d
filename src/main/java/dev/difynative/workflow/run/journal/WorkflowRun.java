package dev.difynative.workflow.run.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A run of a workflow as it is stored; written by the {@link RunJournal}. */
@Entity
@Table(name = "workflow_runs")
public class WorkflowRun extends PanacheEntityBase {
    @Id public UUID id;
    public UUID tenantId;
    public UUID appId;
    public UUID workflowId;
    public String version;
    public String type;
    public String triggeredFrom;
    public String createdFrom;
    public String graph;
    public String inputs;
    public String outputs;
    public String status;
    public String error;
    public double elapsedTime;
    public long totalTokens;
    public BigDecimal totalPrice;
    public String currency;
    public int totalSteps;
    public int exceptionsCount;
    public UUID endUserId;
    public UUID accountId;
    public String userName;
    public UUID taskId;
    public UUID conversationId;
    public UUID messageId;
    public UUID instanceId;
    public Instant createdAt;
    public Instant finishedAt;
    public String entryNodeId;

    public static Optional<WorkflowRun> findOfApp(UUID tenantId, UUID appId, UUID id) {
        return find("tenantId = ?1 and appId = ?2 and id = ?3", tenantId, appId, id).firstResultOptional();
    }
}
