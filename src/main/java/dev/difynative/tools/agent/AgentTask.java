package dev.difynative.tools.agent;

import java.util.List;
import java.util.Map;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.price.Price;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;

/**
 * What an agent is to do.
 *
 * @param messages
 *            the instruction, what was said before, and the question
 * @param maxRounds
 *            how often the model may ask for tools
 */
public record AgentTask(Model model, List<ChatMessage> messages, List<OfferedTool> tools, int maxRounds, Strategy strategy,
        ToolCallScope scope) {
    private static final int MOST_ROUNDS = 99;

    public enum Strategy {
        /** The model calls functions. */
        FUNCTION_CALLING,
        /** The model writes down what it thinks and wants done, for models that cannot call functions. */
        REACT
    }

    public record Model(ChatModel chat, Price price, Map<String, Object> parameters, List<String> stop) {}

    /** A tool with the arguments that its user has fixed; the model gives the others. */
    public record OfferedTool(Tool tool, String name, Map<String, Object> fixed, String description) {}

    public AgentTask {
        maxRounds = Math.clamp(maxRounds, 1, MOST_ROUNDS);
    }
}
