package dev.difynative.workflow.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.config.ModelConfig;
import dev.difynative.apps.config.ModelConfigs;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.engine.Program;
import dev.difynative.workflow.graph.Graph;
import dev.difynative.workflow.graph.GraphParser;
import dev.difynative.workflow.node.NodeExecutors;
import dev.difynative.workflow.run.stream.Masking;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Makes workflows ready to run; of a published version, once. */
@Singleton
public class ReadyWorkflows {
    private static final int MOST_KEPT = 1_000;

    private final NodeExecutors executors;
    private final ModelConfigs configs;
    private final Map<UUID, ReadyWorkflow> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ReadyWorkflow> eldest) { return size() > MOST_KEPT; }
    });

    ReadyWorkflows(NodeExecutors executors, ModelConfigs configs) {
        this.executors = executors;
        this.configs = configs;
    }

    /** Refuses a graph that is none; what is wrong with a single node shows when that node is run. */
    public ReadyWorkflow of(WorkflowSnapshot snapshot) {
        if (snapshot.isDraft()) {
            return make(snapshot);
        }
        ReadyWorkflow ready = kept.get(snapshot.id());
        if (ready == null) {
            ready = make(snapshot);
            kept.put(snapshot.id(), ready);
        }
        return ready;
    }

    private ReadyWorkflow make(WorkflowSnapshot snapshot) {
        // A large graph takes its time.
        EventLoops.aboutToWait();
        Graph graph = GraphParser.parse(snapshot.graph());
        Program program = Program.of(graph, executors);
        String entry = program.entry().orElse(null);
        return new ReadyWorkflow(snapshot, program, entry, config(snapshot, graph, entry), environment(snapshot),
                conversation(snapshot), Masking.of(list(snapshot.environmentVariables())));
    }

    /** The features with the form of the start node, read like the configuration of a simple app. */
    private ModelConfig config(WorkflowSnapshot snapshot, Graph graph, String entry) {
        ObjectNode config = snapshot.features() != null && snapshot.features().isObject()
                ? snapshot.features().deepCopy()
                : JsonNodeFactory.instance.objectNode();
        var form = config.putArray("user_input_form");
        JsonNode variables = entry == null || !graph.find(entry).orElseThrow().type().equals("start")
                ? JsonNodeFactory.instance.arrayNode()
                : graph.find(entry).orElseThrow().data().path("variables");
        for (JsonNode variable : variables) {
            if (variable.isObject() && !variable.path("variable").asText("").isEmpty()) {
                ObjectNode field = variable.deepCopy();
                tidy(field);
                form.addObject().set(variable.path("type").asText("text-input"), field);
            }
        }
        return configs.parse(config.toString());
    }

    /** Exports hold numbers as text and texts as numbers, and empty texts where there is nothing. */
    private static void tidy(ObjectNode field) {
        for (String number : new String[]{"max_length"}) {
            JsonNode value = field.path(number);
            if (value.isTextual()) {
                field.remove(number);
                if (value.textValue().matches("\\d{1,9}")) {
                    field.put(number, Integer.parseInt(value.textValue()));
                }
            }
        }
        for (String list : new String[]{"options", "allowed_file_types", "allowed_file_extensions",
                "allowed_file_upload_methods"}) {
            JsonNode items = field.path(list);
            field.remove(list);
            if (items.isArray()) {
                ArrayNode texts = field.putArray(list);
                items.forEach(item -> texts.add(item.asText()));
            }
        }
        for (String text : new String[]{"variable", "label"}) {
            if (field.hasNonNull(text)) {
                field.put(text, field.get(text).asText());
            }
        }
        for (String flag : new String[]{"required", "hide"}) {
            if (field.hasNonNull(flag)) {
                field.put(flag, field.get(flag).asBoolean());
            }
        }
    }

    private static Map<String, Value> environment(WorkflowSnapshot snapshot) {
        Map<String, Value> environment = new LinkedHashMap<>();
        for (JsonNode variable : list(snapshot.environmentVariables())) {
            environment.put(variable.path("name").asText(), Value.of(variable.path("value")));
        }
        return environment;
    }

    private static Map<String, ReadyWorkflow.Declared> conversation(WorkflowSnapshot snapshot) {
        Map<String, ReadyWorkflow.Declared> declared = new LinkedHashMap<>();
        for (JsonNode variable : list(snapshot.conversationVariables())) {
            String name = variable.path("name").asText();
            String type = variable.path("value_type").asText("string");
            declared.put(name, new ReadyWorkflow.Declared(variable.path("id").asText(""), name,
                    ValueType.find(type).orElse(ValueType.ANY), type, Value.of(variable.path("value")),
                    variable.path("description").asText("")));
        }
        return declared;
    }

    private static JsonNode list(JsonNode variables) {
        return variables == null || !variables.isArray() ? JsonNodeFactory.instance.arrayNode() : variables;
    }
}
