package dev.difynative.workflow.run;

import java.util.List;
import java.util.Map;

import dev.difynative.files.AttachedFile;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.journal.RunIdentity;

/**
 * A run to be begun.
 *
 * @param inputs
 *            as the caller gave them
 * @param files
 *            beside the inputs, as older callers send them
 * @param triggeredFrom
 *            {@link RunIdentity#APP_RUN} or {@link RunIdentity#DEBUGGING}
 * @param createdFrom
 *            {@link RunIdentity#SERVICE_API}, console, schedule, webhook, …
 * @param entry
 *            the node to start from, or null for the usual one
 */
public record StartRun(WorkflowSnapshot workflow, RunCaller caller, Map<String, Object> inputs, List<AttachedFile> files,
        String triggeredFrom, String createdFrom, String entry) {}
