package dev.difynative.appserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppMode;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.FormField;
import dev.difynative.chat.ChatCommand;
import dev.difynative.chat.ChatService;
import dev.difynative.platform.error.Failure;
import dev.difynative.workflow.engine.RunStatus;
import dev.difynative.workflow.run.FinishedRun;
import dev.difynative.workflow.run.WorkflowCalls;
import dev.difynative.workflow.run.WorkflowRunner;

/** An app as the one tool of its server: its form is the tool's schema, its answer the tool's result. */
@Singleton
class AppTool {
    private static final int LONGEST_NAME = 64;
    /** The one end user that all callers by the protocol are. */
    private static final String USER = "mcp-client";

    private final ChatService chats;
    private final WorkflowCalls workflows;
    private final ObjectMapper json;

    AppTool(ChatService chats, WorkflowCalls workflows, ObjectMapper json) {
        this.chats = chats;
        this.workflows = workflows;
        this.json = json;
    }

    /** Clients take letters, digits, underscores and dashes. */
    static String name(AppSnapshot app) {
        String name = app.name().replaceAll("[^a-zA-Z0-9_-]+", "_").replaceAll("^_+|_+$", "");
        String known = name.isEmpty() ? "app_" + app.id().toString().substring(0, 8) : name;
        return known.length() > LONGEST_NAME ? known.substring(0, LONGEST_NAME) : known;
    }

    ObjectNode describe(AppSnapshot app, AppServers.Published server) {
        ObjectNode tool = json.createObjectNode().put("name", name(app)).put("title", app.name()).put("description",
                server.description().isBlank() ? app.name() : server.description());
        tool.set("inputSchema", schema(app, server.parameters()));
        return tool;
    }

    private ObjectNode schema(AppSnapshot app, JsonNode described) {
        ObjectNode schema = json.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = json.createArrayNode();
        if (app.mode().isChat()) {
            properties.putObject("query").put("type", "string").put("description", "User Input/Question content");
            required.add("query");
        }
        for (FormField field : configured(app).config().userInputForm()) {
            ObjectNode property = property(field);
            if (property == null) {
                continue;
            }
            String about = described.path(field.variable()).asText("");
            properties.set(field.variable(), property.put("description", about.isEmpty() ? field.head().label() : about));
            if (field.head().required()) {
                required.add(field.variable());
            }
        }
        schema.set("required", required);
        return schema;
    }

    /** Null for what cannot be said in JSON, which is files. */
    private ObjectNode property(FormField field) {
        ObjectNode property = json.createObjectNode();
        return switch (field) {
            case FormField.Text text -> property.put("type", "string");
            case FormField.Select select -> choice(property, select);
            case FormField.Number number -> property.put("type", "number");
            case FormField.Checkbox box -> property.put("type", "boolean");
            case FormField.JsonObject object -> property.put("type", "object");
            case FormField.External external -> property.put("type", "string");
            case FormField.SingleFile file -> null;
            case FormField.FileList files -> null;
            case FormField.Unknown unknown -> null;
        };
    }

    private static ObjectNode choice(ObjectNode property, FormField.Select select) {
        select.options().forEach(property.put("type", "string").putArray("enum")::add);
        return property;
    }

    /** What the app answers; waits for it. A failure is for the caller to read. */
    String call(AppSnapshot app, Map<String, Object> arguments) {
        Map<String, Object> inputs = new LinkedHashMap<>(arguments);
        try {
            if (app.mode() == AppMode.WORKFLOW) {
                return outputs(
                        workflows.run(app, null, new WorkflowCalls.RunInput(inputs, List.of(), USER), false).finished().join());
            }
            Object query = app.mode().isChat() ? inputs.remove("query") : null;
            ChatCommand question = new ChatCommand(query == null ? "" : query.toString(), inputs, List.of(), null, false, USER);
            return app.mode() == AppMode.ADVANCED_CHAT
                    ? answer(workflows.ask(app, question, null, false).finished().join())
                    : chats.start(app, question, false).finished().join().text();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    private static String answer(FinishedRun run) {
        refuseFailed(run);
        return run.answer();
    }

    private static String outputs(FinishedRun run) {
        refuseFailed(run);
        return run.data().outputs();
    }

    private static void refuseFailed(FinishedRun run) {
        if (run.result().status() == RunStatus.FAILED) {
            throw WorkflowRunner.failure(run);
        }
    }

    private AppSnapshot configured(AppSnapshot app) { return app.mode().isGraph() ? workflows.asPublished(app) : app; }
}
