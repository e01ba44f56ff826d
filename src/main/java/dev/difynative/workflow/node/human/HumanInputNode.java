package dev.difynative.workflow.node.human;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.crypto.RandomText;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/**
 * Waits for a person: shows a form, and goes on by the action that the person chooses, or by {@code __timeout}. What is handed
 * in for it is {@code {"action": id, "inputs": {…}}}, or {@code {"timeout": true}}.
 */
@Singleton
class HumanInputNode implements NodeExecutor<HumanInputNode.Config> {
    private static final String TIMEOUT = "__timeout";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int TOKEN_LENGTH = 32;
    private static final int LONGEST_ID = 20;
    private static final int LONGEST_TITLE = 100;
    private static final List<String> STYLES = List.of("primary", "default", "accent", "ghost");

    private final ObjectMapper json;
    private final Clock clock;

    record Config(TextTemplate content, List<Input> inputs, List<Action> actions, Duration timeout, boolean shown,
            List<Invitation> invitations) {}

    /** An e-mail with a link to the form; a recipient is {@code email:…}, {@code account:…} or {@code everybody}. */
    record Invitation(List<String> recipients, TextTemplate subject, TextTemplate body) {}

    /** A field of the form; its preset is a constant or a variable's value. */
    record Input(String name, String type, TextTemplate preset, Selector presetFrom, Selector optionsFrom, JsonNode raw) {}

    record Action(String id, String title, String style) {}

    HumanInputNode(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String type() { return "human-input"; }

    @Override
    public Config configure(NodeData data) {
        List<Action> actions = data.objects("user_actions").stream()
                .map(HumanInputNode::action).toList();
        if (actions.isEmpty()) {
            throw data.fault("user_actions", "required", "is required");
        }
        int number = data.integer("timeout", 36, 1, 10_000);
        Duration timeout = data.word("timeout_unit", "hour", List.of("hour", "day")).equals("day")
                ? Duration.ofDays(number)
                : Duration.ofHours(number);
        return new Config(data.template("form_content"), data.objects("inputs").stream().map(HumanInputNode::input).toList(),
                actions,
                timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout, isShown(data.objects("delivery_methods")),
                data.objects("delivery_methods").stream()
                        .filter(method -> method.flag("enabled", true) && method.text("type", "").equals("email"))
                        .map(method -> invitation(method.object("config"))).toList());
    }

    private static Action action(NodeData data) {
        String id = data.required("id");
        String title = data.text("title", "");
        if (id.length() > LONGEST_ID) {
            throw data.fault("id", "length", "must be at most " + LONGEST_ID + " characters long");
        }
        if (title.length() > LONGEST_TITLE) {
            throw data.fault("title", "length", "must be at most " + LONGEST_TITLE + " characters long");
        }
        return new Action(id, title, data.word("button_style", "default", STYLES));
    }

    /** Without a word about it, whoever reads the run can fill in the form. */
    private static boolean isShown(List<NodeData> methods) {
        return methods.isEmpty()
                || methods.stream().anyMatch(method -> method.flag("enabled", true) && method.text("type", "").equals("webapp"));
    }

    private static Invitation invitation(NodeData config) {
        NodeData to = config.object("recipients");
        List<String> recipients = new ArrayList<>();
        if (to.flag("whole_workspace", false) || to.flag("include_bound_group", false)) {
            recipients.add("everybody");
        }
        for (NodeData item : to.objects("items")) {
            recipients.add(item.text("type", "external").equals("member")
                    ? "account:" + (item.has("user_id") ? item.required("user_id") : item.required("reference_id"))
                    : "email:" + item.required("email"));
        }
        return new Invitation(List.copyOf(recipients), config.template("subject"), config.template("body"));
    }

    private static Input input(NodeData data) {
        NodeData preset = data.object("default");
        boolean variable = preset.text("type", "constant").equals("variable");
        return new Input(data.required("output_variable_name"), data.text("type", "paragraph"),
                variable ? TextTemplate.parse("") : preset.template("value"),
                variable ? preset.selector("selector").orElse(null) : null,
                data.object("option_source").selector("selector").orElse(null), data.json());
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) {
        return context.resumption().map(given -> resumed(config, context, given))
                .orElseGet(() -> new NodeResult.Paused("human_input_required", form(config, context), errand(config, context)));
    }

    /** The e-mails that are to be sent; what is tried out concerns nobody but who tries it out. */
    private ObjectNode errand(Config config, NodeContext context) {
        ObjectNode errand = json.createObjectNode();
        ArrayNode mails = errand.putArray("mails");
        for (Invitation invitation : config.invitations()) {
            List<String> recipients = context.run().draft()
                    ? List.of("account:" + context.run().accountId())
                    : invitation.recipients();
            for (String recipient : recipients) {
                mails.addObject().put("recipient", recipient).put("subject", context.render(invitation.subject()))
                        .put("body", context.render(invitation.body()));
            }
        }
        return errand;
    }

    private ObjectNode form(Config config, NodeContext context) {
        ObjectNode form = json.createObjectNode();
        form.put("form_id", context.executionId()).put("node_id", context.node().id()).put("node_title", context.node().title());
        form.put("form_content", context.render(config.content()));
        ArrayNode inputs = form.putArray("inputs");
        ObjectNode presets = json.createObjectNode();
        for (Input input : config.inputs()) {
            inputs.add(shown(input, context));
            presets.set(input.name(), preset(input, context).toJson());
        }
        ArrayNode actions = form.putArray("actions");
        config.actions().forEach(action -> actions.addObject().put("id", action.id()).put("title", action.title())
                .put("button_style", action.style()));
        form.put("display_in_ui", config.shown());
        form.put("form_token", RandomText.alphanumeric(TOKEN_LENGTH));
        form.set("resolved_default_values", presets);
        form.put("expiration_time", clock.instant().plus(config.timeout()).getEpochSecond());
        return form;
    }

    /** A field as it is configured; options that a variable holds are looked up. */
    private static JsonNode shown(Input input, NodeContext context) {
        if (input.optionsFrom() == null || !(input.raw() instanceof ObjectNode raw)) {
            return input.raw();
        }
        ObjectNode shown = raw.deepCopy();
        ArrayNode options = shown.putObject("option_source").put("type", "constant").putArray("value");
        context.read(input.optionsFrom()).orElse(Value.NOTHING).asItems().forEach(option -> options.add(option.text()));
        return shown;
    }

    private static Value preset(Input input, NodeContext context) {
        return input.presetFrom() == null
                ? Value.of(context.render(input.preset()))
                : context.read(input.presetFrom()).orElse(Value.NOTHING);
    }

    private NodeResult resumed(Config config, NodeContext context, JsonNode given) {
        boolean late = given.path("timeout").asBoolean(false);
        String action = late ? TIMEOUT : given.path("action").asText("");
        if (!late && config.actions().stream().noneMatch(known -> known.id().equals(action))) {
            throw new NodeFailure("HumanInputError", "'%s' is not an action of the form".formatted(action));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Input input : config.inputs()) {
            JsonNode entered = given.path("inputs").path(input.name());
            outputs.put(input.name(),
                    late ? Value.NOTHING : entered.isMissingNode() ? preset(input, context) : Value.of(entered));
        }
        outputs.put("__rendered_content", Value.of(FormText.filled(context.render(config.content()), outputs::get)));
        outputs.put("__action_id", Value.of(action));
        return NodeResult.succeeded(outputs).withHandle(action);
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        Map<String, ValueType> outputs = new LinkedHashMap<>();
        config.inputs().forEach(input -> outputs.put(input.name(), switch (input.type()) {
            case "file" -> ValueType.FILE;
            case "file-list" -> ValueType.ARRAY_FILE;
            default -> ValueType.STRING;
        }));
        outputs.put("__action_id", ValueType.STRING);
        outputs.put("__rendered_content", ValueType.STRING);
        return outputs;
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }
}
