package dev.difynative.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.api.sse.SseWriter;

/** Cuts the OpenAPI document of one surface out of that of the whole service. */
final class ApiDocument {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> OPEN_PATHS = Set.of("/console/api/login", "/console/api/refresh-token",
            "/console/api/setup", "/console/api/ping", "/console/api/version", "/console/api/system-features");

    private final Surface surface;
    private final ObjectNode whole;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final ObjectNode schemas = JsonNodeFactory.instance.objectNode();

    private ApiDocument(Surface surface, ObjectNode whole) {
        this.surface = surface;
        this.whole = whole;
    }

    static ObjectNode of(Surface surface, ObjectNode whole, String version) {
        return new ApiDocument(surface, whole).cut(version);
    }

    private ObjectNode cut(String version) {
        document.put("openapi", "3.0.3");
        document.putObject("info").put("title", title()).put("description", description()).put("version", version);
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray("bearer");
        ObjectNode paths = document.putObject("paths");
        for (Map.Entry<String, JsonNode> path : whole.path("paths").properties()) {
            if (Surface.of(path.getKey()) == surface) {
                paths.set(path.getKey(), describe(path.getKey(), path.getValue().deepCopy()));
            }
        }
        schemas.set(errorSchemaName(), errorSchema());
        keepSchemasOf(paths);
        asOnTheWire(paths);
        asOnTheWire(schemas);
        ObjectNode components = document.putObject("components");
        components.set("schemas", sorted(schemas));
        components.putObject("securitySchemes").putObject("bearer").put("type", "http").put("scheme", "bearer")
                .put("description", keyDescription());
        return document;
    }

    private JsonNode describe(String path, ObjectNode item) {
        for (Map.Entry<String, JsonNode> operation : item.properties()) {
            if (!VERBS.contains(operation.getKey())) {
                continue;
            }
            ObjectNode described = (ObjectNode) operation.getValue();
            declareVariables(path, described);
            if (OPEN_PATHS.contains(path)) {
                described.putArray("security");
            }
            String feature = feature(described.path("tags").path(0).asText());
            described.putArray("tags").add(feature);
            ObjectNode responses = described.withObjectProperty("responses");
            if (!responses.path("400").has("content")) {
                responses.remove("400");
            }
            ObjectNode error = responses.putObject("default");
            error.put("description", "Any fault");
            error.putObject("content").putObject("application/json").putObject("schema").put("$ref",
                    SCHEMAS + errorSchemaName());
            if (operation.getKey().equals("post") && responses.path("200").path("content").has(SseWriter.WRITTEN_AS_IS)) {
                describeStream((ObjectNode) responses.get("200"));
            }
        }
        return item;
    }

    /** The build declares what a method takes; a variable of a path may be taken by something else, or by nobody. */
    private static void declareVariables(String path, ObjectNode operation) {
        ArrayNode parameters = operation.withArrayProperty("parameters");
        Set<String> declared = parameters.valueStream().filter(each -> each.path("in").asText().equals("path"))
                .map(each -> each.path("name").asText()).collect(Collectors.toSet());
        VARIABLE.matcher(path).results().map(found -> found.group(1)).filter(declared::add)
                .forEach(name -> parameters.addObject().put("name", name).put("in", "path").put("required", true)
                        .putObject("schema").put("type", "string"));
        if (parameters.isEmpty()) {
            operation.remove("parameters");
        }
    }

    // The tag is made of the resource's name: "Console App Key Resource" is about "App Key".
    private static String feature(String tag) { return tag.replaceAll("^(Console|Service|Management) | Resource$", ""); }

    // A stream's endpoint writes its frames itself, so that its Java type says nothing about them.
    private static void describeStream(ObjectNode response) {
        response.put("description", "The answer: a stream of events, or one object when response_mode is blocking");
        ObjectNode content = response.putObject("content");
        content.putObject("text/event-stream").putObject("schema").put("type", "string").put("description",
                "One line 'data: {json}' and an empty line per event; 'event: ping' keeps the connection alive");
        content.putObject("application/json").putObject("schema").put("type", "object");
    }

    private String title() {
        return switch (surface) {
            case CONSOLE -> "dify-native Console API";
            case PUBLIC -> "dify-native Public API";
            case MANAGEMENT -> "dify-native Management API";
        };
    }

    private String description() {
        return switch (surface) {
            case CONSOLE -> "What the console's users do: accounts, apps, models, knowledge.";
            case PUBLIC -> "What applications call. Each path is served under /v1 as well as under /api.";
            case MANAGEMENT -> "What scripts and operators call.";
        };
    }

    private String keyDescription() {
        return switch (surface) {
            case CONSOLE -> "An access token, from POST /console/api/login";
            case PUBLIC -> "An API key of an app (app-…), of the knowledge base (dataset-…) or of the workspace (ws-…)";
            case MANAGEMENT -> "A personal access token";
        };
    }

    private String errorSchemaName() { return surface == Surface.MANAGEMENT ? "ManagementError" : "ApiError"; }

    private ObjectNode errorSchema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        switch (surface) {
            case CONSOLE, PUBLIC -> {
                schema.putArray("required").add("code").add("message").add("status");
                properties.putObject("code").put("type", "string").put("example", "invalid_param");
                properties.putObject("message").put("type", "string").put("example", "Parameter 'query' is required");
                properties.putObject("status").put("type", "integer").put("example", 400);
                properties.putObject("details").put("description",
                        "The field and the rule at fault; an array of such for a graph");
            }
            case MANAGEMENT -> {
                schema.putArray("required").add("error_code").add("error");
                properties.putObject("error_code").put("type", "string").put("example", "invalid_param");
                properties.putObject("error").put("type", "string").put("example", "Parameter 'name' is required");
            }
        }
        return schema;
    }

    private void keepSchemasOf(JsonNode paths) {
        Deque<JsonNode> toSearch = new ArrayDeque<>();
        toSearch.add(paths);
        while (!toSearch.isEmpty()) {
            for (JsonNode reference : toSearch.poll().findValues("$ref")) {
                String name = reference.asText().substring(SCHEMAS.length());
                JsonNode schema = whole.path("components").path("schemas").path(name);
                if (reference.asText().startsWith(SCHEMAS) && !schemas.has(name) && schema.isObject()) {
                    schemas.set(name, schema.deepCopy());
                    toSearch.add(schema);
                }
            }
        }
    }

    /** Times are numbers on the wire, whatever their Java type suggests. */
    private static void asOnTheWire(JsonNode node) {
        if (node instanceof ObjectNode schema && "date-time".equals(schema.path("format").asText())) {
            schema.put("type", "integer").put("format", "int64").put("description", "Unix seconds");
            schema.remove("example");
            schema.remove("examples");
        }
        node.forEach(ApiDocument::asOnTheWire);
    }

    private static ObjectNode sorted(ObjectNode node) {
        Map<String, JsonNode> byName = new TreeMap<>();
        node.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
        return JsonNodeFactory.instance.objectNode().setAll(byName);
    }
}
