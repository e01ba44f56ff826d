package dev.difynative.tools.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.dsl.YamlReader;
import dev.difynative.platform.error.Failure;
import dev.difynative.tools.ToolError;
import dev.difynative.tools.openapi.ApiOperation.Parameter;
import dev.difynative.tools.openapi.ApiOperation.Place;

/** Reads OpenAPI 3 and Swagger 2 documents, in JSON or YAML. */
final class ApiDocument {
    static final int MAX_LENGTH = 4 * 1024 * 1024;
    private static final int MOST_OPERATIONS = 500;
    private static final int DEEPEST = 40;
    /** What following a reference counts for, since references can lead in circles. */
    private static final int REFERENCE = 8;
    private static final int MOST_NODES = 300_000;
    private static final String JSON_BODY = "application/json";
    private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch", "head", "options", "trace");

    private final JsonNode root;
    private final String title;
    private int nodes;

    private ApiDocument(JsonNode root) {
        this.root = root;
        title = root.at("/info/title").asText("");
    }

    /** What a document describes. */
    record Described(String type, String title, String description, List<ApiOperation> operations) {}

    static Described read(String text) {
        if (text == null || text.isBlank()) {
            throw ToolError.SCHEMA_INVALID.field("schema", "required", "Parameter 'schema' is required");
        }
        if (text.length() > MAX_LENGTH) {
            throw ToolError.SCHEMA_INVALID.field("schema", "length", "The document has more than %d characters", MAX_LENGTH);
        }
        JsonNode root = parsed(text);
        ApiDocument document = new ApiDocument(root);
        boolean swagger = root.path("swagger").asText("").startsWith("2");
        if (!swagger && !root.path("openapi").asText("").startsWith("3") || !root.path("paths").isObject()) {
            throw invalid("The document is no OpenAPI 3 or Swagger 2 document with paths");
        }
        List<ApiOperation> operations = document.operations(swagger ? document.swaggerServer() : document.server(root));
        if (operations.isEmpty()) {
            throw invalid("The document describes no operation");
        }
        return new Described(swagger ? "swagger" : "openapi", document.title, root.at("/info/description").asText(""),
                operations);
    }

    private static JsonNode parsed(String text) {
        try {
            // JSON is YAML, but for tabs, which people indent JSON with.
            return YamlReader.read(text.startsWith("{") || text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text);
        } catch (Failure unreadable) {
            throw invalid("The document is neither JSON nor YAML: " + unreadable.getMessage());
        }
    }

    private static Failure invalid(String why) { return ToolError.SCHEMA_INVALID.field("schema", "format", "%s", why); }

    private String server(JsonNode from) {
        JsonNode server = from.path("servers").path(0);
        String url = server.path("url").asText("");
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
            url = url.replace("{" + variable.getKey() + "}", variable.getValue().path("default").asText(""));
        }
        return url.replaceFirst("/+$", "");
    }

    private String swaggerServer() {
        String scheme = "https";
        for (JsonNode each : root.path("schemes")) {
            scheme = each.asText().equals("https") || !scheme.equals("https") ? each.asText() : scheme;
        }
        if (root.path("schemes").size() == 1) {
            scheme = root.path("schemes").get(0).asText();
        }
        String host = root.path("host").asText("");
        return host.isEmpty() ? "" : scheme + "://" + host + root.path("basePath").asText("").replaceFirst("/+$", "");
    }

    private List<ApiOperation> operations(String server) {
        List<ApiOperation> operations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        root.path("paths").properties().forEach(path -> {
            JsonNode item = resolved(path.getValue(), 0);
            for (String method : METHODS) {
                JsonNode operation = item.path(method);
                if (operation.isObject()) {
                    operations.add(operation(server, path.getKey(), method, item, operation, ids));
                }
            }
        });
        if (operations.size() > MOST_OPERATIONS) {
            throw invalid("The document describes more than " + MOST_OPERATIONS + " operations");
        }
        return operations;
    }

    private ApiOperation operation(String server, String path, String method, JsonNode item, JsonNode operation,
            Set<String> ids) {
        String own = operation.path("servers").isEmpty()
                ? item.path("servers").isEmpty() ? server : server(item)
                : server(operation);
        if (!own.matches("(?i)https?://.+")) {
            throw invalid("The document names no server: 'servers' needs a whole URL");
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        Body body = new Body(null, false);
        for (JsonNode listed : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode each : listed) {
                JsonNode parameter = resolved(each, 0);
                if (parameter.path("in").asText().equals("body")) {
                    body = body(JSON_BODY, resolved(parameter.path("schema"), 0), parameters);
                } else if (parameter.path("in").asText().equals("formData")) {
                    body = new Body("multipart/form-data".equals(consumes(operation))
                            ? "multipart/form-data"
                            : "application/x-www-form-urlencoded", false);
                    add(parameters, parameter, Place.BODY);
                } else {
                    place(parameter.path("in").asText("")).ifPresent(place -> add(parameters, parameter, place));
                }
            }
        }
        JsonNode content = resolved(operation.path("requestBody"), 0).path("content");
        if (!content.isEmpty()) {
            String type = content.has(JSON_BODY) ? JSON_BODY : content.fieldNames().next();
            body = body(type, resolved(content.path(type).path("schema"), 0), parameters);
        }
        String summary = operation.path("description").asText("").isBlank()
                ? operation.path("summary").asText("")
                : operation.path("description").asText();
        return new ApiOperation(id(path, method, operation, ids), own, path, method, summary,
                List.copyOf(parameters.values()), body.type(), body.whole(), operation);
    }

    private String consumes(JsonNode operation) {
        JsonNode own = operation.path("consumes");
        return (own.isEmpty() ? root.path("consumes") : own).path(0).asText("");
    }

    private static Optional<Place> place(String in) {
        return switch (in) {
            case "path" -> Optional.of(Place.PATH);
            case "query" -> Optional.of(Place.QUERY);
            case "header" -> Optional.of(Place.HEADER);
            case "cookie" -> Optional.of(Place.COOKIE);
            default -> Optional.empty();
        };
    }

    private void add(Map<String, Parameter> parameters, JsonNode parameter, Place place) {
        String name = parameter.path("name").asText("");
        JsonNode schema = resolved(parameter.path("schema"), 0);
        if (schema.isMissingNode() && !parameter.path("content").isEmpty()) {
            schema = resolved(parameter.path("content").elements().next().path("schema"), 0);
        }
        // Swagger 2 has the type beside the name.
        JsonNode type = schema.isObject() ? schema : parameter.isObject() ? typeOf(parameter) : schema;
        parameters.put(name, new Parameter(name, place, parameter.path("required").asBoolean(place == Place.PATH),
                parameter.path("description").asText(schema.path("description").asText("")), type));
    }

    private static JsonNode typeOf(JsonNode parameter) {
        ObjectNode type = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("type", "enum", "default", "items", "format", "minimum", "maximum")) {
            if (parameter.has(field)) {
                type.set(field, parameter.get(field));
            }
        }
        return type;
    }

    private record Body(String type, boolean whole) {}

    private Body body(String type, JsonNode schema, Map<String, Parameter> parameters) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (!schema.path("properties").isObject()) {
            if (schema.isMissingNode() || schema.isEmpty()) {
                return new Body(type, false);
            }
            parameters.put("body",
                    new Parameter("body", Place.BODY, true, schema.path("description").asText("The body"), schema));
            return new Body(type, true);
        }
        schema.path("properties").properties().forEach(property -> parameters.putIfAbsent(property.getKey(),
                new Parameter(property.getKey(), Place.BODY, required.contains(property.getKey()),
                        property.getValue().path("description").asText(""), property.getValue())));
        return new Body(type, false);
    }

    /** As Dify names an operation that has no name of its own. */
    private static String id(String path, String method, JsonNode operation, Set<String> ids) {
        String own = operation.path("operationId").asText("").replaceAll("[^a-zA-Z0-9_-]", "_");
        String bare = path.replaceAll("[^a-zA-Z0-9_-]", "");
        String id = own.isEmpty() ? (bare.isEmpty() ? "root" : bare) + "_" + method : own;
        String cut = id.length() > 64 ? id.substring(0, 64) : id;
        String unique = cut;
        for (int i = 2; !ids.add(unique); i++) {
            unique = cut.substring(0, Math.min(cut.length(), 60)) + "_" + i;
        }
        return unique;
    }

    /** The node with every reference within the document replaced by what it leads to; one that leads back is left open. */
    private JsonNode resolved(JsonNode node, int depth) {
        if (++nodes > MOST_NODES) {
            throw invalid("The document unfolds to too much");
        }
        if (depth > DEEPEST) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (node instanceof ObjectNode object) {
            String reference = object.path("$ref").asText("");
            if (reference.startsWith("#/")) {
                return resolved(root.at(reference.substring(1)), depth + REFERENCE);
            }
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), resolved(field.getValue(), depth + 1)));
            return merged(copy);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(resolved(item, depth + 1)));
            return copy;
        }
        return node;
    }

    /** An {@code allOf} as the one schema that it means. */
    private static JsonNode merged(ObjectNode schema) {
        if (!schema.path("allOf").isArray()) {
            return schema;
        }
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (JsonNode part : schema.get("allOf")) {
            part.properties().forEach(field -> one.set(field.getKey(), field.getValue()));
            part.path("required").forEach(required::add);
            part.path("properties").properties().forEach(field -> properties.set(field.getKey(), field.getValue()));
        }
        schema.properties().forEach(field -> {
            if (!field.getKey().equals("allOf")) {
                one.set(field.getKey(), field.getValue());
            }
        });
        schema.path("required").forEach(required::add);
        schema.path("properties").properties().forEach(field -> properties.set(field.getKey(), field.getValue()));
        if (!properties.isEmpty()) {
            one.set("properties", properties);
            one.set("required", required);
            one.put("type", "object");
        }
        return one;
    }
}
