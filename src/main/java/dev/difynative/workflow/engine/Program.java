package dev.difynative.workflow.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.difynative.workflow.graph.Edge;
import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.GraphFault;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeExecutors;
import dev.difynative.workflow.node.NodeKind;

/** A graph that is ready to be run: made once per version of a workflow, shared by all its runs. */
public final class Program {
    private final Graph graph;
    private final Level top;
    private final Map<String, Level> bodies = new HashMap<>();
    private final List<GraphFault> faults = new ArrayList<>();

    private Program(Graph graph, NodeExecutors executors) {
        this.graph = graph;
        Map<String, List<Step>> steps = new HashMap<>();
        graph.nodes().forEach(node -> {
            NodeExecutor<?> executor = executors.of(node.type());
            Step step = Step.of(node, executor);
            if (step.fault() != null) {
                faults.add(step.fault());
            }
            steps.computeIfAbsent(node.parent(), any -> new ArrayList<>()).add(step);
        });
        this.top = level(null, steps);
    }

    /** Makes a graph ready; a node whose configuration cannot be read fails when it is run. */
    public static Program of(Graph graph, NodeExecutors executors) {
        return new Program(graph, executors);
    }

    public Graph graph() { return graph; }

    /** The configurations that cannot be read. */
    public List<GraphFault> faults() { return List.copyOf(faults); }

    /** The node that a run begins with when nobody names another: the first that can be an entry. */
    public Optional<String> entry() {
        for (int i = 0; i < top.size(); i++) {
            if (top.step(i).kind() == NodeKind.ENTRY) {
                return Optional.of(top.step(i).id());
            }
        }
        return Optional.empty();
    }

    Level top() { return top; }

    Level body(String container) { return bodies.get(container); }

    /** The step that each round of a body begins with. */
    Optional<Integer> bodyEntry(Step container) {
        Level body = body(container.id());
        if (body == null) {
            return Optional.empty();
        }
        String named = container.node().data().path("start_node_id").asText("");
        return body.number(named).or(() -> {
            List<Integer> sources = body.sources();
            return sources.stream().filter(step -> body.step(step).kind() == NodeKind.BODY_ENTRY).findFirst()
                    .or(() -> sources.stream().findFirst());
        });
    }

    // Inner levels first: what a container says from inside must be known when its own level is made.
    private Level level(String container, Map<String, List<Step>> steps) {
        List<Step> own = steps.getOrDefault(container, List.of());
        for (Step step : own) {
            if (steps.containsKey(step.id()) && !bodies.containsKey(step.id())) {
                bodies.put(step.id(), level(step.id(), steps));
            }
        }
        List<Edge> edges = graph.edges().stream()
                .filter(edge -> Objects.equals(graph.find(edge.source()).orElseThrow().parent(), container)).toList();
        return new Level(own, edges, step -> {
            Level body = bodies.get(step.id());
            return body != null && body.speakers().anyInside();
        });
    }
}
