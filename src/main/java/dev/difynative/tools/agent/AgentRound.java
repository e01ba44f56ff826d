package dev.difynative.tools.agent;

import java.util.List;
import java.util.Map;

import dev.difynative.models.price.Usage;
import dev.difynative.tools.ToolResult;

/** One turn of an agent: what the model said, and what came of the tools it asked for. */
public record AgentRound(int number, String thought, List<Step> steps, Usage usage) {

    /** A call of a tool; {@code result} is null before it is done, and after it has failed. */
    public record Step(String id, String tool, String label, Map<String, Object> arguments, ToolResult result, String observation,
            boolean failed, double seconds) {}
}
