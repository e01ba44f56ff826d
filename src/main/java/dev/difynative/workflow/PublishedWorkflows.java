package dev.difynative.workflow;

import java.util.Optional;
import java.util.UUID;

/** The versions of workflows that calls from outside run; asked for each call, so from memory. */
public interface PublishedWorkflows {

    /** The version that is published now. */
    Optional<WorkflowSnapshot> current(UUID tenantId, UUID appId);

    /** What is edited now, read anew each time; empty when the app has no draft. */
    Optional<WorkflowSnapshot> draft(UUID tenantId, UUID appId);

    /** One published version, however old. */
    Optional<WorkflowSnapshot> find(UUID tenantId, UUID appId, UUID workflowId);
}
