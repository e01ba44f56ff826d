package dev.difynative.workflow.node.llm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ReplyCollector;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Asks a language model; its text is said piece by piece. */
@Singleton
class LlmNode implements NodeExecutor<LlmNode.Config> {
    private final ModelCalls models;
    private final LlmPrompts prompts;
    private final ObjectMapper json;

    record Config(ModelChoice model, LlmPrompts.Template prompt, Selector context, JsonNode schema, boolean thoughtsApart) {}

    LlmNode(ModelCalls models, LlmPrompts prompts, ObjectMapper json) {
        this.models = models;
        this.prompts = prompts;
        this.json = json;
    }

    @Override
    public String type() { return "llm"; }

    @Override
    public Config configure(NodeData data) {
        NodeData context = data.object("context");
        JsonNode schema = data.flag("structured_output_enabled", false) ? data.object("structured_output").raw("schema") : null;
        return new Config(ModelChoice.read(data), LlmPrompts.Template.read(data),
                context.flag("enabled", false) ? context.selector("variable_selector").orElse(null) : null,
                schema == null || schema.isEmpty() ? null : schema,
                data.word("reasoning_format", "tagged", List.of("tagged", "separated")).equals("separated"));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        Optional<Value> knowledge = Optional.ofNullable(config.context()).flatMap(context::read);
        List<ChatMessage> messages = prompts.messages(config.prompt(), config.model(), context,
                PromptParts.contextText(knowledge));
        if (messages.isEmpty()) {
            return NodeResult.failed("NoPromptFoundError", "The prompt is empty");
        }
        StructuredOutput structure = config.schema() == null ? null : StructuredOutput.of(config.model(), config.schema());
        if (structure != null) {
            messages = structure.asking(messages);
        }
        Map<String, Value> inputs = inputs(config, context);
        Map<String, Value> process = process(config, messages);
        Speaker speaker = new Speaker(context, config.thoughtsApart());
        ReplyCollector.Collected answer = structure == null
                ? models.ask(context, config.model(), messages, List.of(), speaker.listener())
                : models.ask(context, structure.asked(config.model()), messages, structure.tools(), speaker.listener());
        if (speaker.text().isEmpty()) {
            speaker.listener().text().accept(StructuredOutput.written("", answer.reply()));
        }
        speaker.end();
        Citations.cite(context, knowledge, json);
        process.put("usage", usage(answer));
        process.put("finish_reason", Value.of(answer.reply().completion().finishReason()));
        NodeResult.Succeeded done = NodeResult.succeeded(outputs(config, answer, speaker)).withInputs(inputs)
                .withProcessData(process)
                .withSpending(Spending.of(config.model().provider(), config.model().name(), answer.usage()));
        return structure == null ? done : structured(done, structure, speaker.text(), answer);
    }

    private NodeResult structured(NodeResult.Succeeded done, StructuredOutput structure, String text,
            ReplyCollector.Collected answer) {
        try {
            Map<String, Value> outputs = new LinkedHashMap<>(done.outputs());
            outputs.put("structured_output", Value.of(structure.read(StructuredOutput.written(text, answer.reply()))));
            return NodeResult.succeeded(outputs).withInputs(done.inputs()).withProcessData(done.processData())
                    .withSpending(done.spending());
        } catch (NodeFailure failed) {
            return NodeResult.failed(failed.type(), failed.getMessage()).withInputs(done.inputs())
                    .withProcessData(done.processData())
                    .withOutputs(done.outputs())
                    .withSpending(done.spending());
        }
    }

    private Map<String, Value> outputs(Config config, ReplyCollector.Collected answer, Speaker speaker) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("text", Value.of(speaker.text()));
        outputs.put("reasoning_content", Value.of(speaker.thoughts()));
        outputs.put("usage", usage(answer));
        outputs.put("finish_reason", Value.of(answer.reply().completion().finishReason()));
        outputs.put("files", Value.of(List.<Value>of()));
        return outputs;
    }

    private Value usage(ReplyCollector.Collected answer) { return Value.of((JsonNode) json.valueToTree(answer.usage())); }

    private static Map<String, Value> inputs(Config config, NodeContext context) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (Selector selector : config.prompt().selectors()) {
            context.read(selector).ifPresent(value -> inputs.put("#" + selector.text() + "#", value));
        }
        if (config.context() != null) {
            context.read(config.context())
                    .ifPresent(value -> inputs.put("#context#", Value.of(PromptParts.contextText(Optional.of(value)))));
        }
        return inputs;
    }

    private static Map<String, Value> process(Config config, List<ChatMessage> messages) {
        List<Value> shown = new ArrayList<>();
        for (ChatMessage message : messages) {
            Map<String, Value> each = new LinkedHashMap<>();
            each.put("role", Value.of(message.role().name().toLowerCase(java.util.Locale.ROOT)));
            each.put("text", Value.of(message.text()));
            each.put("files", Value.of(List.<Value>of()));
            shown.add(Value.of(each));
        }
        Map<String, Value> process = new LinkedHashMap<>();
        process.put("model_mode", Value.of(config.model().mode()));
        process.put("prompts", Value.of(shown));
        process.put("model_provider", Value.of(config.model().provider()));
        process.put("model_name", Value.of(config.model().name()));
        return process;
    }

    /** Says the pieces as they come, thoughts where they belong. */
    private static final class Speaker {
        private final NodeContext context;
        private final boolean apart;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder thoughts = new StringBuilder();
        private final ThoughtSplitter splitter;
        private boolean tagOpen;

        Speaker(NodeContext context, boolean apart) {
            this.context = context;
            this.apart = apart;
            splitter = new ThoughtSplitter(this::say, this::think);
        }

        ModelCalls.Listener listener() {
            return apart
                    ? new ModelCalls.Listener(splitter::accept, this::think)
                    : new ModelCalls.Listener(this::afterTag, this::withinTag);
        }

        private void say(String piece) {
            text.append(piece);
            context.emit("text", piece);
        }

        private void think(String piece) {
            thoughts.append(piece);
            context.reason(piece, false);
        }

        private void withinTag(String piece) {
            say(tagOpen ? piece : "<think>\n" + piece);
            tagOpen = true;
        }

        private void afterTag(String piece) {
            say(tagOpen ? "\n</think>\n" + piece : piece);
            tagOpen = false;
        }

        void end() {
            splitter.end();
            if (tagOpen) {
                say("\n</think>\n");
                tagOpen = false;
            }
            if (!thoughts.isEmpty()) {
                context.reason("", true);
            }
        }

        String text() { return text.toString(); }

        String thoughts() { return thoughts.toString().strip(); }
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>();
        outputs.put("text", ValueType.STRING);
        outputs.put("reasoning_content", ValueType.STRING);
        outputs.put("usage", ValueType.OBJECT);
        outputs.put("finish_reason", ValueType.STRING);
        outputs.put("files", ValueType.ARRAY_FILE);
        if (config.schema() != null) {
            outputs.put("structured_output", ValueType.OBJECT);
        }
        return outputs;
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) { return config.prompt().vision().typedInputs(); }
}
