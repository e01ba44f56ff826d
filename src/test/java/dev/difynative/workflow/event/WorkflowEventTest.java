package dev.difynative.workflow.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.difynative.platform.json.JsonSetup;
import dev.difynative.workflow.event.WorkflowEvent.ContainerEnd;
import dev.difynative.workflow.event.WorkflowEvent.ContainerStart;
import dev.difynative.workflow.event.WorkflowEvent.Envelope;
import dev.difynative.workflow.event.WorkflowEvent.NodeEnd;
import dev.difynative.workflow.event.WorkflowEvent.NodeStart;

/** Each event of the stream has the fields that Dify's clients read. */
class WorkflowEventTest {
    private static final UUID ID = new UUID(0, 1);
    private static final JsonNode EMPTY = JsonNodeFactory.instance.objectNode();
    private static final Envelope RUN = new Envelope(null, null, null, ID, ID, 1);
    private static final Envelope CHAT = new Envelope(ID, ID, 1L, ID, ID, 1);
    private static final String NODE = "id node_id node_type title index predecessor_node_id inputs inputs_truncated created_at extras"
            + " iteration_id loop_id";
    private static final String NODE_END = NODE + " process_data process_data_truncated outputs outputs_truncated status error"
            + " elapsed_time execution_metadata finished_at files";
    private static final String CONTAINER = "id node_id node_type title created_at extras metadata inputs inputs_truncated";
    private static final String CONTAINER_END = CONTAINER + " outputs outputs_truncated status error elapsed_time total_tokens"
            + " execution_metadata finished_at steps";
    private static final String ROUND = "id node_id node_type title index created_at extras";
    private final ObjectMapper json = JsonSetup.apply(new ObjectMapper());

    /** An event, what its frame must have, and what its data must have. */
    private record Row(WorkflowEvent event, String frame, String data) {
        @Override
        public String toString() { return event.getClass().getSimpleName(); }
    }

    static Stream<Row> rows() {
        NodeStart start = new NodeStart("e", "n", "llm", "T", 1, null, "{}", false, 1, Map.of(), null, null, null);
        NodeStart agent = new NodeStart("e", "n", "agent", "T", 1, null, "{}", false, 1, Map.of(), null, null,
                new WorkflowEvent.AgentStrategy("react", null));
        NodeEnd end = new NodeEnd(start, "{}", false, "{}", false, "succeeded", null, 0.1, EMPTY, 2, "[]", null);
        NodeEnd retry = new NodeEnd(start, "{}", false, "{}", false, "retry", "no", 0.1, EMPTY, 2, "[]", 1);
        ContainerStart container = new ContainerStart("n", "n", "iteration", "T", 1, Map.of(), Map.of(), "{}", false);
        ContainerEnd containerEnd = new ContainerEnd(container, "{}", false, "succeeded", null, 0.1, 0, EMPTY, 2, 3);
        WorkflowEvent.Round round = new WorkflowEvent.Round("n", "n", "iteration", "T", 1, 1, Map.of(), null);
        WorkflowEvent.Round loop = new WorkflowEvent.Round("n", "n", "loop", "T", 1, 1, Map.of(), Map.of());
        String top = " node_id node_type title";
        return Stream.of(
                new Row(new WorkflowEvent.WorkflowStarted(RUN, new WorkflowEvent.Started(ID, ID, "{}", 1, "initial")), "",
                        "id workflow_id inputs created_at reason"),
                new Row(new WorkflowEvent.NodeStarted(RUN, "n", "llm", "T", start), top, NODE),
                new Row(new WorkflowEvent.NodeStarted(RUN, "n", "agent", "T", agent), top, NODE + " agent_strategy"),
                new Row(new WorkflowEvent.NodeFinished(RUN, "n", "llm", "T", "succeeded", "{}", end), top + " status outputs",
                        NODE_END),
                new Row(new WorkflowEvent.NodeRetry(RUN, "n", "llm", "T", retry), top, NODE_END + " retry_index"),
                new Row(new WorkflowEvent.TextChunk(RUN, "n", "x", new WorkflowEvent.Chunk("x", List.of("n", "text"))),
                        " node_id text", "text from_variable_selector"),
                new Row(new WorkflowEvent.TextReplace(RUN, new WorkflowEvent.Replacement("x")), "", "text"),
                new Row(new WorkflowEvent.Message(CHAT, ID, "x", List.of("n", "text")), " id answer from_variable_selector", ""),
                new Row(new WorkflowEvent.MessageEnd(CHAT, ID, "{}", "[]"), " id metadata files", ""),
                new Row(new WorkflowEvent.MessageReplace(CHAT, "x", "output_moderation"), " answer reason", ""),
                new Row(new WorkflowEvent.TtsMessage(CHAT, "SUQz"), " audio", ""),
                new Row(new WorkflowEvent.TtsMessageEnd(CHAT, ""), " audio", ""),
                new Row(new WorkflowEvent.ReasoningChunk(CHAT, new WorkflowEvent.Reasoning(ID, "x", "n", true)), "",
                        "message_id reasoning node_id is_final"),
                new Row(new WorkflowEvent.IterationStarted(RUN, container), "", CONTAINER),
                new Row(new WorkflowEvent.IterationNext(RUN, round), "", ROUND),
                new Row(new WorkflowEvent.IterationCompleted(RUN, containerEnd), "", CONTAINER_END),
                new Row(new WorkflowEvent.LoopStarted(RUN, container), "", CONTAINER),
                new Row(new WorkflowEvent.LoopNext(RUN, loop), "", ROUND + " pre_loop_output"),
                new Row(new WorkflowEvent.LoopCompleted(RUN, containerEnd), "", CONTAINER_END),
                new Row(new WorkflowEvent.AgentLog(RUN,
                        new WorkflowEvent.LogEntry("e", "i", "L", null, null, "start", EMPTY, Map.of(), "n")), "",
                        "node_execution_id id label parent_id error status data metadata node_id"),
                new Row(new WorkflowEvent.HumanInputRequired(RUN, EMPTY), "", ""),
                new Row(new WorkflowEvent.HumanInputFormFilled(RUN, EMPTY), "", ""),
                new Row(new WorkflowEvent.HumanInputFormTimeout(RUN, EMPTY), "", ""),
                new Row(new WorkflowEvent.WorkflowPaused(RUN,
                        new WorkflowEvent.Paused(ID, List.of(), "{}", List.of(), "paused", 1, 0.1, 0, 1)), "",
                        "workflow_run_id paused_nodes outputs reasons status created_at elapsed_time total_tokens total_steps"),
                new Row(new WorkflowEvent.WorkflowFinished(RUN,
                        new WorkflowEvent.Finished(ID, ID, "succeeded", "{}", null, null, 0.1, 0, 1, Map.of(), 1, 2, 0, "[]")),
                        "",
                        "id workflow_id status outputs error elapsed_time total_tokens total_steps created_by created_at"
                                + " finished_at exceptions_count files"),
                new Row(new WorkflowEvent.Error(CHAT, 400, "invalid_param", "no"), " status code message", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void anEventHasTheFieldsThatClientsRead(Row row) throws Exception {
        JsonNode frame = json.readTree(json.writeValueAsBytes(row.event()));

        boolean chats = frame.has("conversation_id");
        String envelope = "event task_id workflow_run_id event_id" + (chats ? " conversation_id message_id created_at" : "");
        assertEquals(words(envelope + row.frame() + (frame.has("data") ? " data" : "")), names(frame));
        assertEquals(words(row.data()), names(frame.path("data")));
        assertEquals(row.event().getClass().getAnnotation(JsonTypeName.class).value(), frame.path("event").asText());
    }

    @Test
    void noEventIsForgottenHere() {
        assertEquals(Stream.of(WorkflowEvent.class.getPermittedSubclasses()).collect(Collectors.toSet()),
                rows().map(row -> row.event().getClass()).collect(Collectors.toSet()));
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : new TreeSet<>(List.of(text.strip().split(" ")));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
