package dev.difynative.workflow.run.journal;

import java.time.Instant;
import java.util.UUID;

import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.node.RunScope;

/**
 * What does not change about a run from its beginning to its end.
 *
 * @param type
 *            workflow or chat
 * @param triggeredFrom
 *            app-run or debugging
 * @param createdFrom
 *            service-api, web-app, console, schedule, webhook, …
 * @param inputs
 *            what it was begun with, sys variables included, as a JSON object
 * @param entry
 *            the node that it begins with, where that is not the usual one; else null
 */
public record RunIdentity(RunScope scope, WorkflowSnapshot workflow, UUID taskId, String type, String triggeredFrom,
        String createdFrom, String inputs, Instant createdAt, String entry) {
    public static final String APP_RUN = "app-run";
    public static final String DEBUGGING = "debugging";
    public static final String SERVICE_API = "service-api";
    public static final String WEBHOOK = "webhook";
    public static final String SCHEDULE = "schedule";

    public UUID id() { return scope.runId(); }
}
