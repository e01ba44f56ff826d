package dev.difynative.workflow.check;

import java.util.List;
import java.util.Set;

import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.Node;

/** Whether a graph begins and ends. */
final class StructureCheck {
    private static final Set<String> ENDS = Set.of("end", "answer", "llm");

    private StructureCheck() {}

    static void check(Graph graph, Findings findings) {
        List<Node> starts = graph.nodes().stream().filter(node -> node.type().equals("start")).toList();
        boolean triggered = graph.nodes().stream().anyMatch(node -> node.type().startsWith("trigger-"));
        if (starts.isEmpty() && !triggered) {
            findings.structure(null, "nodes", "start_missing", "The graph has no start node and no trigger");
        }
        for (Node surplus : starts.subList(Math.min(1, starts.size()), starts.size())) {
            findings.structure(surplus.id(), "type", "start_duplicate", "Node '%s' is a second start node",
                    Findings.name(surplus));
        }
        if (!starts.isEmpty() && triggered) {
            findings.structure(starts.getFirst().id(), "type", "start_conflict",
                    "A graph has a start node or triggers, not both");
        }
        if (graph.nodes().stream().noneMatch(node -> ENDS.contains(node.type()))) {
            findings.structure(null, "nodes", "end_missing", "The graph has no end, answer or llm node");
        }
    }
}
