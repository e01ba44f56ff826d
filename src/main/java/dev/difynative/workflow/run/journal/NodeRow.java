package dev.difynative.workflow.run.journal;

import java.util.UUID;

import dev.difynative.workflow.engine.NodeRecord;

/**
 * One execution of a node on its way into the database; the texts are JSON, or null.
 *
 * @param again
 *            whether the row may be in the database already
 */
public record NodeRow(UUID id, NodeRecord execution, String inputs, String processData, String outputs, String metadata,
        boolean again) {

    public NodeRow(UUID id, NodeRecord execution, String inputs, String processData, String outputs, String metadata) {
        this(id, execution, inputs, processData, outputs, metadata, false);
    }

    NodeRow storedAgain() { return new NodeRow(id, execution, inputs, processData, outputs, metadata, true); }
}
