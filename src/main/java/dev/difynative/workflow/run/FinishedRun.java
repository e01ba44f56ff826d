package dev.difynative.workflow.run;

import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.event.WorkflowEvent;
import dev.difynative.workflow.run.journal.RunIdentity;

/**
 * A run that has ended or paused.
 *
 * @param data
 *            as {@code workflow_finished} tells it
 * @param answer
 *            what was said
 * @param metadata
 *            of the answer, a JSON object
 */
public record FinishedRun(RunIdentity run, RunResult result, WorkflowEvent.Finished data, String answer, String metadata) {}
