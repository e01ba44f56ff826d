package dev.difynative.workflow.run.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Wire;
import dev.difynative.workflow.engine.EngineEvent;
import dev.difynative.workflow.engine.NodeRecord;
import dev.difynative.workflow.engine.RunResult;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.event.WorkflowEvent;
import dev.difynative.workflow.event.WorkflowEvent.ContainerEnd;
import dev.difynative.workflow.event.WorkflowEvent.ContainerStart;
import dev.difynative.workflow.event.WorkflowEvent.Envelope;
import dev.difynative.workflow.event.WorkflowEvent.NodeEnd;
import dev.difynative.workflow.event.WorkflowEvent.NodeStart;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.AgentStep;
import dev.difynative.workflow.node.NodeKind;
import dev.difynative.workflow.run.HandedIn;
import dev.difynative.workflow.run.journal.NodeRow;
import dev.difynative.workflow.run.journal.RunIdentity;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.Values;

/** Puts what happens in one run into the words of its event stream. */
public final class EventFrames {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private final ObjectMapper json;
    private final RunIdentity run;
    private final Masking masking;
    private final UnaryOperator<String> links;
    private final Shortening shortening;
    private final Map<String, String> createdBy;

    /** {@code links} makes the links to files in a text good again; {@code createdBy} is who began the run, as the last event shows it. */
    public EventFrames(ObjectMapper json, RunIdentity run, Masking masking, UnaryOperator<String> links,
            Map<String, String> createdBy) {
        this.json = json;
        this.run = run;
        this.masking = masking;
        this.links = links;
        this.createdBy = createdBy;
        // An editor shows what it is sent; a program wants all of it.
        this.shortening = run.triggeredFrom().equals(RunIdentity.DEBUGGING) ? new Shortening(json) : null;
    }

    byte[] frame(WorkflowEvent event) {
        try {
            byte[] body = json.writeValueAsBytes(event);
            byte[] frame = new byte[DATA.length + body.length + END.length];
            System.arraycopy(DATA, 0, frame, 0, DATA.length);
            System.arraycopy(body, 0, frame, DATA.length, body.length);
            System.arraycopy(END, 0, frame, DATA.length + body.length, END.length);
            return frame;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Envelope envelope(int number) {
        boolean chat = run.scope().conversationId() != null;
        return new Envelope(chat ? run.scope().conversationId() : null, chat ? run.scope().messageId() : null,
                chat ? run.createdAt().getEpochSecond() : null, run.taskId(), run.id(), number);
    }

    /** A JSON object of values, without secrets; null when there are none. */
    String object(Map<String, Value> values) {
        return values.isEmpty() ? null : masking.mask(Values.object(values).toString());
    }

    public String whole(Map<String, Value> values) { return masking.mask(Values.object(values).toString()); }

    /** The record as it is told and stored. */
    public NodeRow row(NodeRecord plain) {
        NodeRecord record = plain.outcome() == null || plain.outcome().error() == null
                ? plain
                : plain.with(plain.outcome().with(masking.mask(plain.outcome().error())));
        NodeRecord.Outcome outcome = record.outcome();
        java.util.UUID id = java.util.UUID.fromString(record.id());
        return outcome == null
                ? new NodeRow(id, record, null, null, null, metadata(record).toString())
                : new NodeRow(id, record, object(outcome.inputs()), object(outcome.processData()), object(outcome.outputs()),
                        metadata(record).toString());
    }

    /** A result as it is told and stored: its outputs are written by {@link #whole}. */
    public RunResult shown(RunResult result) {
        return new RunResult(result.status(), result.outputs(), masking.mask(result.error()), result.errorType(),
                result.spending(),
                result.steps(), result.exceptions(), result.seconds(), result.pauses().stream().map(pause -> new RunResult.Pause(
                        pause.nodeId(), pause.executionId(), pause.kind(), masking.mask(pause.reason()),
                        masking.mask(pause.errand()))).toList(),
                result.state());
    }

    public byte[] started(int number, String reason) {
        return frame(new WorkflowEvent.WorkflowStarted(envelope(number), new WorkflowEvent.Started(run.id(),
                run.workflow().id(), run.inputs(), run.createdAt().getEpochSecond(), reason)));
    }

    public byte[] nodeStarted(int number, NodeRecord record) {
        Node node = record.node();
        return frame(new WorkflowEvent.NodeStarted(envelope(number), node.id(), node.type(), node.title(), start(record, null)));
    }

    public byte[] nodeRetried(int number, NodeRow row) {
        Node node = row.execution().node();
        return frame(new WorkflowEvent.NodeRetry(envelope(number), node.id(), node.type(), node.title(), end(row)));
    }

    public byte[] nodeFinished(int number, NodeRow row) {
        NodeRecord record = row.execution();
        Node node = record.node();
        return frame(new WorkflowEvent.NodeFinished(envelope(number), node.id(), node.type(), node.title(),
                record.outcome().status().wire(), shown(row.outputs()).json(), end(row)));
    }

    public byte[] said(int number, Selector from, String text) {
        if (run.scope().conversationId() != null) {
            return frame(new WorkflowEvent.Message(envelope(number), run.scope().messageId(), text, from.path()));
        }
        return frame(new WorkflowEvent.TextChunk(envelope(number), from.node(), text,
                new WorkflowEvent.Chunk(text, from.path())));
    }

    /** A whole answer that no node has given. */
    public byte[] answered(int number, String text) {
        return frame(new WorkflowEvent.Message(envelope(number), run.scope().messageId(), text, null));
    }

    /** A piece of the answer as it sounds. */
    public byte[] spoken(int number, byte[] mp3) {
        return frame(new WorkflowEvent.TtsMessage(envelope(number), Base64.getEncoder().encodeToString(mp3)));
    }

    public byte[] spokenToTheEnd(int number) { return frame(new WorkflowEvent.TtsMessageEnd(envelope(number), "")); }

    public byte[] replaced(int number, String text, String reason) {
        if (run.scope().conversationId() == null) {
            return frame(new WorkflowEvent.TextReplace(envelope(number), new WorkflowEvent.Replacement(text)));
        }
        return frame(new WorkflowEvent.MessageReplace(envelope(number), text, reason));
    }

    public byte[] reasoned(int number, EngineEvent.Reasoned thought) {
        return frame(new WorkflowEvent.ReasoningChunk(envelope(number), new WorkflowEvent.Reasoning(run.scope().messageId(),
                masking.mask(thought.text()), thought.node().id(), thought.last())));
    }

    public byte[] logged(int number, EngineEvent.Logged log) {
        AgentStep step = log.step();
        return frame(new WorkflowEvent.AgentLog(envelope(number), new WorkflowEvent.LogEntry(log.executionId(), step.id(),
                step.label(), step.parentId(), masking.mask(step.error()), step.status(), masking.mask(step.data()),
                step.metadata(),
                log.node().id())));
    }

    public byte[] containerStarted(int number, EngineEvent.ContainerStarted started) {
        Map<String, Integer> metadata = new LinkedHashMap<>();
        metadata.put(started.kind() == NodeKind.LOOP ? "loop_length" : "iteration_length", started.rounds());
        ContainerStart data = container(started.execution(), object(started.inputs()), metadata);
        return frame(started.kind() == NodeKind.LOOP
                ? new WorkflowEvent.LoopStarted(envelope(number), data)
                : new WorkflowEvent.IterationStarted(envelope(number), data));
    }

    public byte[] roundStarted(int number, EngineEvent.RoundStarted round) {
        Node node = round.execution().node();
        boolean loop = round.kind() == NodeKind.LOOP;
        WorkflowEvent.Round data = new WorkflowEvent.Round(node.id(), node.id(), node.type(), node.title(), round.round(),
                round.at().getEpochSecond(), Map.of(), loop ? Map.of() : null);
        return frame(loop
                ? new WorkflowEvent.LoopNext(envelope(number), data)
                : new WorkflowEvent.IterationNext(envelope(number), data));
    }

    public byte[] containerFinished(int number, EngineEvent.ContainerFinished finished, NodeRow row) {
        NodeRecord.Outcome outcome = finished.execution().outcome();
        Shortening.Shown outputs = shown(row.outputs());
        ContainerEnd data = new ContainerEnd(container(finished.execution(), row.inputs(), Map.of()), outputs.json(),
                outputs.shortened(),
                outcome.status().wire(), masking.mask(outcome.error()), outcome.seconds(), outcome.spending().tokens(),
                metadata(finished.execution()), outcome.finishedAt().getEpochSecond(), finished.steps());
        return frame(finished.kind() == NodeKind.LOOP
                ? new WorkflowEvent.LoopCompleted(envelope(number), data)
                : new WorkflowEvent.IterationCompleted(envelope(number), data));
    }

    public byte[] waiting(int number, RunResult.Pause pause) {
        return frame(new WorkflowEvent.HumanInputRequired(envelope(number), pause.reason()));
    }

    public byte[] handedIn(int number, HandedIn answer) {
        return frame(answer.timedOut()
                ? new WorkflowEvent.HumanInputFormTimeout(envelope(number), masking.mask(answer.told()))
                : new WorkflowEvent.HumanInputFormFilled(envelope(number), masking.mask(answer.told())));
    }

    public byte[] paused(int number, RunResult result, String outputs) {
        List<JsonNode> reasons = result.pauses().stream().map(RunResult.Pause::told).toList();
        return frame(new WorkflowEvent.WorkflowPaused(envelope(number),
                new WorkflowEvent.Paused(run.id(), result.pausedNodes(), outputs, reasons,
                        RunStatus.PAUSED.wire(), run.createdAt().getEpochSecond(), result.seconds(), result.spending().tokens(),
                        result.steps())));
    }

    public byte[] finished(int number, RunResult result, String outputs, Instant at) {
        return frame(new WorkflowEvent.WorkflowFinished(envelope(number), finished(result, outputs, at)));
    }

    public WorkflowEvent.Finished finished(RunResult result, String outputs, Instant at) {
        Shortening.Shown shown = shown(outputs);
        return new WorkflowEvent.Finished(run.id(), run.workflow().id(), result.status().wire(), shown.json(),
                shortening == null ? null : shown.shortened(), result.error(), result.seconds(),
                result.spending().tokens(), result.steps(), createdBy,
                run.createdAt().getEpochSecond(), at.getEpochSecond(), result.exceptions(), files(result.outputs()));
    }

    public byte[] messageEnd(int number, String metadata, Map<String, Value> outputs) {
        return frame(new WorkflowEvent.MessageEnd(envelope(number), run.scope().messageId(), metadata, files(outputs)));
    }

    public byte[] error(int number, Failure failure) {
        Wire wire = failure.code().wire();
        return frame(new WorkflowEvent.Error(envelope(number), wire.status(), wire.code(), failure.getMessage()));
    }

    private Shortening.Shown shown(String json) {
        String fresh = links.apply(json);
        return shortening == null ? new Shortening.Shown(fresh, false) : shortening.of(fresh);
    }

    private NodeStart start(NodeRecord record, String inputs) {
        Node node = record.node();
        Shortening.Shown shown = shown(inputs);
        return new NodeStart(record.id(), node.id(), node.type(), node.title(), record.index(), record.predecessor(),
                shown.json(),
                shown.shortened(), record.startedAt().getEpochSecond(), Map.of(), record.position().iterationId(),
                record.position().loopId(), strategy(node));
    }

    private static WorkflowEvent.AgentStrategy strategy(Node node) {
        JsonNode name = node.data().path("agent_strategy_name");
        return name.isTextual() ? new WorkflowEvent.AgentStrategy(name.textValue(), null) : null;
    }

    private NodeEnd end(NodeRow row) {
        NodeRecord record = row.execution();
        NodeRecord.Outcome outcome = record.outcome();
        Shortening.Shown process = shown(row.processData());
        Shortening.Shown outputs = shown(row.outputs());
        return new NodeEnd(start(record, row.inputs()), process.json(), process.shortened(), outputs.json(), outputs.shortened(),
                outcome.status().wire(),
                outcome.error(), outcome.seconds(), metadata(record), outcome.finishedAt().getEpochSecond(),
                files(outcome.outputs()), outcome.retry() == 0 ? null : outcome.retry());
    }

    private ContainerStart container(NodeRecord record, String inputs, Map<String, Integer> metadata) {
        Node node = record.node();
        Shortening.Shown shown = shown(inputs);
        return new ContainerStart(node.id(), node.id(), node.type(), node.title(), record.startedAt().getEpochSecond(), Map.of(),
                metadata, shown.json(), shown.shortened());
    }

    private JsonNode metadata(NodeRecord record) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        NodeRecord.Outcome outcome = record.outcome();
        if (outcome != null) {
            metadata.put("total_tokens", outcome.spending().tokens())
                    .put("total_price", outcome.spending().price().toPlainString())
                    .put("currency", outcome.spending().currency());
            outcome.metadata().forEach(metadata::set);
        }
        if (record.position().iterationId() != null) {
            metadata.put("iteration_id", record.position().iterationId())
                    .put("iteration_index", record.position().iterationIndex());
        }
        if (record.position().loopId() != null) {
            metadata.put("loop_id", record.position().loopId()).put("loop_index", record.position().loopIndex());
        }
        return masking.mask(metadata);
    }

    /** The files among values, as a JSON list. */
    private String files(Map<String, Value> values) {
        List<Value> files = new ArrayList<>(0);
        for (Value value : values.values()) {
            if (value instanceof Value.FileRef || value instanceof Value.Array) {
                value.asItems().stream().filter(Value.FileRef.class::isInstance).forEach(files::add);
            }
        }
        return files.isEmpty() ? "[]" : links.apply(Value.of(files).toJson().toString());
    }
}
