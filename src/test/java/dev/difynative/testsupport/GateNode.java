package dev.difynative.testsupport;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.Value;

/**
 * A type of node for tests: says the pieces that it is configured with, waits for the test where one begins with '@', fails
 * where one begins with '!', and waits for somebody where one begins with '?'.
 */
@Singleton
public class GateNode implements NodeExecutor<NodeData> {
    private static final Map<String, CompletableFuture<Void>> GATES = new ConcurrentHashMap<>();

    /** Opens a gate, which is a piece that begins with '@'. */
    public static void open(String name) { gate(name).complete(null); }

    private static CompletableFuture<Void> gate(String name) {
        return GATES.computeIfAbsent(name, any -> new CompletableFuture<>());
    }

    @Override
    public String type() { return "test-gate"; }

    @Override
    public NodeData configure(NodeData data) { return data; }

    @Override
    public NodeResult execute(NodeData data, NodeContext context) throws Exception {
        StringBuilder whole = new StringBuilder();
        for (String piece : data.texts("pieces")) {
            if (piece.startsWith("@")) {
                context.await(gate(piece));
            } else if (piece.startsWith("?") && context.resumption().isEmpty()) {
                return NodeResult.paused("human_input_required",
                        JsonNodeFactory.instance.objectNode().put("node_id", context.node().id()).put("asks",
                                piece.substring(1)));
            } else if (piece.startsWith("?")) {
                whole.append(context.resumption().get().asText());
            } else if (piece.startsWith("!")) {
                return NodeResult.failed("TestFailure", piece.substring(1));
            } else {
                context.emit("text", piece);
                whole.append(piece);
            }
        }
        return NodeResult.succeeded(Map.of("text", Value.of(whole.toString())));
    }
}
