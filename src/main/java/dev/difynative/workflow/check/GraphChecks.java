package dev.difynative.workflow.check;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.workflow.WorkflowContent;
import dev.difynative.workflow.engine.Program;
import dev.difynative.workflow.graph.GraphFault;
import dev.difynative.workflow.graph.GraphParser;
import dev.difynative.workflow.graph.GraphReading;
import dev.difynative.workflow.node.NodeExecutors;

/** Finds what is wrong with a graph before it is run, so that an editor can show it where it is. */
@Singleton
public class GraphChecks {
    private final NodeExecutors executors;
    private final WorkspaceCheck workspace;

    public GraphChecks(NodeExecutors executors, WorkspaceCheck workspace) {
        this.executors = executors;
        this.workspace = workspace;
    }

    /** How bad a finding is: it cannot be published, it should not be saved, or it depends on what is installed. */
    public enum Severity {
        STRUCTURE, FAULT, WARNING
    }

    public record Finding(Severity severity, GraphFault issue) {
        public boolean structural() { return severity == Severity.STRUCTURE; }

        /** Whether an editor that does not insist is refused. */
        public boolean refusing() {
            return severity != Severity.WARNING;
        }
    }

    public List<Finding> check(UUID tenantId, WorkflowContent content) {
        Findings findings = new Findings();
        GraphReading reading = GraphParser.read(content.graph());
        reading.faults().forEach(fault -> findings.add(Severity.STRUCTURE, fault));
        StructureCheck.check(reading.graph(), findings);
        NodeRules.check(reading.graph(), executors::knows, findings);
        if (reading.faults().isEmpty()) {
            unreadable(reading, findings);
        }
        ReferenceCheck.check(reading.graph(), Scopes.of(content), Declarations.of(reading.graph(), executors), findings);
        workspace.check(tenantId, reading.graph(), findings);
        return findings.all();
    }

    /** What the nodes themselves say to their settings, where nothing was found yet. */
    private void unreadable(GraphReading reading, Findings findings) {
        for (GraphFault fault : Program.of(reading.graph(), executors).faults()) {
            if (!findings.blame(fault.nodeId())) {
                findings.add(fault.type().equals("required") ? Severity.FAULT : Severity.STRUCTURE, fault);
            }
        }
    }
}
