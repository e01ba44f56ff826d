package dev.difynative.workflow;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** Ways to fail at the drafts and versions of workflows. */
public enum WorkflowError implements ErrorCode {
    NO_DRAFT(Wire.of(404, "draft_workflow_not_exist")),
    /** Somebody else has saved the draft since the caller read it. */
    DRAFT_OUT_OF_DATE(Wire.of(409, "draft_workflow_not_sync")),
    WORKFLOW_NOT_FOUND(Wire.of(404, "not_found")),
    NOT_A_GRAPH_APP(Wire.of(400, "invalid_param")),
    GRAPH_FAULTY(Wire.of(400, "invalid_param")),
    NODE_NOT_FOUND(Wire.of(404, "not_found")),
    RUN_NOT_FOUND(Wire.of(404, "not_found")),
    VARIABLE_NOT_FOUND(Wire.of(404, "not_found")),
    VERSION_IN_USE(Wire.of(400, "invalid_param"));

    private final Wire wire;

    WorkflowError(Wire wire) { this.wire = wire; }

    @Override
    public Wire wire() { return wire; }
}
