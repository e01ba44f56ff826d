package dev.difynative.workflow.node.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.models.ModelRuntime;
import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatModel;
import dev.difynative.models.price.Prices;
import dev.difynative.models.price.Usage;
import dev.difynative.platform.error.Failure;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolDirectory;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolKey;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.agent.AgentAnswer;
import dev.difynative.tools.agent.AgentListener;
import dev.difynative.tools.agent.AgentRound;
import dev.difynative.tools.agent.AgentRunner;
import dev.difynative.tools.agent.AgentTask;
import dev.difynative.tools.mcp.NamedServers;
import dev.difynative.workflow.node.AgentStep;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.Spending;
import dev.difynative.workflow.node.file.NodeFiles;
import dev.difynative.workflow.value.PlainValues;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Lets a model work with tools; its steps are told as they happen. */
@Singleton
class AgentNode implements NodeExecutor<AgentNode.Config> {
    private static final int PRESET_ROUNDS = 10;
    private static final int ALL_HISTORY = 500;

    private final Models models;
    private final ToolDirectory tools;
    private final Servers servers;
    private final AgentRunner agents;
    private final NodeFiles files;
    private final ObjectMapper json;

    /** Where models come from. */
    @FunctionalInterface
    interface Models {
        ChatModel chat(UUID tenantId, String provider, String model);
    }

    /** Where tools come from that the node names the servers of. */
    @FunctionalInterface
    interface Servers {
        List<Tool> offeredBy(String config) throws InterruptedException;
    }

    record Config(String strategy, ToolArguments parameters, int memory, AgentOutputs declared) {}

    @Inject
    AgentNode(ModelRuntime models, ToolDirectory tools, NamedServers servers, AgentRunner agents, NodeFiles files,
            ObjectMapper json) {
        this(models::chat, tools, servers::offeredBy, agents, files, json);
    }

    AgentNode(Models models, ToolDirectory tools, Servers servers, AgentRunner agents, NodeFiles files, ObjectMapper json) {
        this.models = models;
        this.tools = tools;
        this.servers = servers;
        this.agents = agents;
        this.files = files;
        this.json = json;
    }

    @Override
    public String type() { return "agent"; }

    @Override
    public Config configure(NodeData data) {
        NodeData memory = data.object("memory");
        NodeData window = memory.object("window");
        int rounds = memory.json().isMissingNode() || memory.json().isEmpty()
                ? 0
                : window.flag("enabled", false) ? window.integer("size", 50, 0, 1_000) : ALL_HISTORY;
        return new Config(data.required("agent_strategy_name"), ToolArguments.read(data, "agent_parameters"), rounds,
                new AgentOutputs(data.raw("output_schema")));
    }

    /** The strategies that are built in, by what their names say; others are code that is not here. */
    private static AgentTask.Strategy strategy(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "_").replaceFirst("^mcp_sse_", "");
        if (plain.equals("react") || plain.equals("cot")) {
            return AgentTask.Strategy.REACT;
        }
        if (plain.equals("function_calling") || plain.equals("function_call")) {
            return AgentTask.Strategy.FUNCTION_CALLING;
        }
        throw new ToolFailure("The agent strategy '%s' is not installed in this service".formatted(name));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        Map<String, Value> inputs = config.parameters().values(context);
        Parameters parameters = new Parameters(inputs);
        try {
            AgentTask.Strategy strategy = strategy(config.strategy());
            JsonNode model = parameters.json("model");
            String provider = model.path("provider").asText("");
            String name = model.path("model").asText(model.path("name").asText(""));
            Map<String, Object> wanted = new LinkedHashMap<>(
                    model.path("completion_params").isObject()
                            ? PlainValues.of(dev.difynative.workflow.value.Values.fields(model.get("completion_params")))
                            : Map.of());
            List<String> stop = wanted.remove("stop") instanceof List<?> words
                    ? words.stream().map(String::valueOf).toList()
                    : List.of();
            AgentTask task = new AgentTask(
                    new AgentTask.Model(models.chat(context.run().tenantId(), provider, name), Prices.of(provider, name), wanted,
                            stop),
                    messages(config, parameters, context), offered(parameters, context), parameters.rounds(), strategy,
                    new ToolCallScope(context.run().tenantId(), context.run().appId(), context.run().user(), context::onCancel,
                            context.run().depth(), Set.of()));
            return run(config, task, inputs, context, new Steps(context, usage -> Spending.of(provider, name, usage)));
        } catch (ToolFailure failed) {
            return NodeResult.failed("AgentNodeError", failed.getMessage()).withInputs(inputs);
        }
    }

    private NodeResult run(Config config, AgentTask task, Map<String, Value> inputs, NodeContext context, Steps steps)
            throws InterruptedException {
        NodeResult.Failed failed;
        try {
            return result(config, agents.run(task, steps), inputs, context)
                    .withMetadata(Map.of("agent_log", steps.kept()));
        } catch (ToolFailure failure) {
            failed = NodeResult.failed("AgentNodeError", failure.getMessage());
        } catch (NodeFailure failure) {
            failed = NodeResult.failed(failure.type(), failure.getMessage());
        } catch (Failure failure) {
            failed = NodeResult.failed(failure.code().wire().code(), failure.getMessage());
        }
        return failed.withInputs(inputs);
    }

    private List<ChatMessage> messages(Config config, Parameters parameters, NodeContext context) {
        List<ChatMessage> messages = new ArrayList<>();
        String instruction = parameters.text("instruction");
        String knowledge = parameters.text("context");
        if (!knowledge.isBlank()) {
            instruction = (instruction + "\n\nUse the following context as your learned knowledge:\n<context>\n" + knowledge
                    + "\n</context>").strip();
        }
        instruction = (instruction + config.declared().instruction()).strip();
        if (!instruction.isBlank()) {
            messages.add(ChatMessage.system(instruction));
        }
        if (config.memory() > 0) {
            messages.addAll(context.history(config.memory()));
        }
        messages.add(ChatMessage.user(parameters.text("query")));
        return messages;
    }

    private List<AgentTask.OfferedTool> offered(Parameters parameters, NodeContext context) throws InterruptedException {
        List<AgentTask.OfferedTool> offered = new ArrayList<>();
        for (JsonNode each : parameters.json("tools")) {
            if (!each.path("enabled").asBoolean(true)) {
                continue;
            }
            String type = each.path("type").asText(each.path("provider_type").asText("builtin"));
            Tool tool = tools.get(context.run().tenantId(), new ToolKey(type,
                    each.path("provider_id").asText(each.path("provider_name").asText("")),
                    each.path("provider_name").asText(""), each.path("tool_name").asText(""),
                    each.path("credential_id").textValue()));
            String own = each.path("extra").path("description").asText("");
            offered.add(new AgentTask.OfferedTool(tool, tool.name(), fixed(each), own.isBlank() ? tool.description() : own));
        }
        String config = parameters.text("mcp_servers_config");
        if (!config.isBlank()) {
            servers.offeredBy(config)
                    .forEach(tool -> offered.add(new AgentTask.OfferedTool(tool, tool.name(), Map.of(), tool.description())));
        }
        return offered;
    }

    /** Settings, and the parameters that the author does not leave to the model. */
    private Map<String, Object> fixed(JsonNode tool) {
        Map<String, Object> fixed = new LinkedHashMap<>();
        tool.path("settings").properties().forEach(setting -> put(fixed, setting.getKey(), setting.getValue()));
        tool.path("parameters").properties().forEach(parameter -> {
            if (parameter.getValue().path("auto").asInt(1) == 0) {
                put(fixed, parameter.getKey(), parameter.getValue());
            }
        });
        return fixed;
    }

    private void put(Map<String, Object> fixed, String name, JsonNode written) {
        JsonNode value = written;
        while (value.isObject() && value.has("value")) {
            value = value.get("value");
        }
        if (!value.isNull() && !value.isMissingNode() && !(value.isTextual() && value.textValue().isEmpty())) {
            fixed.put(name, json.convertValue(value, Object.class));
        }
    }

    private NodeResult.Succeeded result(Config config, AgentAnswer answer, Map<String, Value> inputs, NodeContext context) {
        List<Value> made = new ArrayList<>();
        List<Value> found = new ArrayList<>();
        for (AgentRound round : answer.rounds()) {
            for (AgentRound.Step step : round.steps()) {
                ToolResult result = step.result();
                if (result != null) {
                    result.files()
                            .forEach(file -> made.add(files.keep(context.run(), file.bytes(), file.name(), file.mimeType())));
                    result.json().forEach(each -> found.add(Value.of(each)));
                }
            }
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("text", Value.of(answer.text()));
        outputs.put("files", Value.of(made));
        outputs.put("json", Value.of(found));
        outputs.put("usage", Value.of((JsonNode) json.valueToTree(answer.usage())));
        outputs.putAll(config.declared().read(answer.text()));
        return NodeResult.succeeded(outputs).withInputs(inputs);
    }

    /** The parameters of the strategy. */
    private record Parameters(Map<String, Value> values) {
        String text(String name) { return values.getOrDefault(name, Value.EMPTY).text(); }

        JsonNode json(String name) { return values.getOrDefault(name, Value.NOTHING).toJson(); }

        int rounds() {
            Value rounds = values.getOrDefault("maximum_iterations", values.getOrDefault("max_iterations", Value.NOTHING));
            try {
                return rounds.isNothing() ? PRESET_ROUNDS : new java.math.BigDecimal(rounds.text().strip()).intValue();
            } catch (NumberFormatException none) {
                throw new ToolFailure("The number of rounds is not a number");
            }
        }
    }

    /** Tells the reader of rounds and tools. */
    private final class Steps implements AgentListener {
        private final NodeContext context;
        private final Map<String, AgentStep> last = new LinkedHashMap<>();
        private final Function<Usage, Spending> price;

        Steps(NodeContext context, Function<Usage, Spending> price) {
            this.context = context;
            this.price = price;
        }

        /** Each step as it was at last. */
        JsonNode kept() { return json.valueToTree(last.values()); }

        private void log(AgentStep step) {
            last.put(step.id(), step);
            context.log(step);
        }

        private String id(int round, String step) {
            return context.executionId() + "-" + round + (step == null ? "" : "-" + step);
        }

        @Override
        public void spent(Usage usage) { context.spend(price.apply(usage)); }

        @Override
        public void text(String piece) { context.emit("text", piece); }

        @Override
        public void roundStarted(int round) {
            log(new AgentStep(id(round, null), "ROUND " + round, null, null, "start", json.createObjectNode(), Map.of()));
        }

        @Override
        public void toolStarted(int round, AgentRound.Step step) {
            log(new AgentStep(id(round, step.id()), "CALL " + step.tool(), id(round, null), null, "start",
                    json.createObjectNode().put("tool_name", step.tool()).set("tool_input", json.valueToTree(step.arguments())),
                    Map.of()));
        }

        @Override
        public void toolEnded(int round, AgentRound.Step step) {
            JsonNode data = json.createObjectNode().put("tool_name", step.tool()).put("output", step.observation())
                    .set("tool_input", json.valueToTree(step.arguments()));
            log(new AgentStep(id(round, step.id()), "CALL " + step.tool(), id(round, null),
                    step.failed() ? step.observation() : null,
                    step.failed() ? "error" : "success", data, Map.of("elapsed_time", json.valueToTree(step.seconds()))));
        }

        @Override
        public void roundEnded(AgentRound round) {
            JsonNode data = json.createObjectNode().put("output", round.thought());
            log(new AgentStep(id(round.number(), null), "ROUND " + round.number(), null, null, "success", data,
                    Map.of("total_tokens", json.valueToTree(round.usage().totalTokens()))));
        }
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>(config.declared().types());
        outputs.putAll(Map.of("text", ValueType.STRING, "files", ValueType.ARRAY_FILE, "json", ValueType.ARRAY_OBJECT, "usage",
                ValueType.OBJECT));
        return outputs;
    }
}
