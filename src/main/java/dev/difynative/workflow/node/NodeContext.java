package dev.difynative.workflow.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;

/** What one execution of a node can see and do. */
public interface NodeContext {

    Node node();

    Graph graph();

    RunScope run();

    /** The id of this execution, as the events and the history show it. */
    String executionId();

    /** What a selector leads to; empty when there is no such variable. */
    Optional<Value> read(Selector selector);

    /** What a selector leads to; a variable that does not exist makes the node fail. */
    default Value need(Selector selector) {
        return read(selector)
                .orElseThrow(() -> new NodeFailure("VariableNotFound", "Variable " + selector.text() + " not found"));
    }

    default String render(TextTemplate template) { return template.render(this::read); }

    /** Sets a conversation variable or a variable of the loop around this node; false when there is no such variable. */
    boolean assign(Selector selector, Value value);

    /** The type that a conversation variable is declared with; empty when there is no such variable. */
    Optional<dev.difynative.workflow.value.ValueType> declaredType(Selector selector);

    /** Says a further piece of one of this node's outputs, before the node is done. */
    void emit(String output, String piece);

    /** Says a further piece of a model's thoughts, which belong to no output. */
    void reason(String piece, boolean last);

    /** Tells the reader of a step within this node, such as an agent's. */
    void log(AgentStep step);

    /** Counts what this node has used besides what its result tells of; it stays used if the node fails or is given up. */
    void spend(Spending used);

    /** Names sources of an answer; the message that is being answered shows them. */
    void cite(List<JsonNode> resources);

    /** What was said before in the conversation, oldest first, at most that many questions with their answers. */
    List<ChatMessage> history(int rounds);

    /** The body of this node, if it is a container. */
    Body body();

    /** What was handed in for a node that paused; empty at its first execution. */
    Optional<JsonNode> resumption();

    /** When the run must be over. */
    Instant deadline();

    boolean isCancelled();

    /** Called at once, in another thread, when the run is stopped while this execution is under way; must not take long. */
    void onCancel(Runnable hook);

    /** Waits for something without outliving the run. What the stage fails with is thrown as it is if it is unchecked. */
    <T> T await(CompletionStage<T> stage) throws InterruptedException;
}
