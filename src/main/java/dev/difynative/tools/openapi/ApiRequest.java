package dev.difynative.tools.openapi;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.Target;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.openapi.ApiOperation.Parameter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** Makes the request that an operation with its arguments means. */
final class ApiRequest {
    private static final OutboundRequest.Options OPTIONS = new OutboundRequest.Options(Duration.ofSeconds(60), 10 * 1024 * 1024,
            5);

    private final ApiOperation operation;
    private final ObjectMapper json;
    private final StringBuilder query = new StringBuilder();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final StringBuilder cookies = new StringBuilder();
    private final Map<String, Object> body = new LinkedHashMap<>();
    private String path;

    private ApiRequest(ApiOperation operation, ObjectMapper json) {
        this.operation = operation;
        this.json = json;
        path = operation.path();
    }

    static OutboundRequest of(ApiOperation operation, ApiAuth auth, Map<String, Object> arguments, OutboundPolicy policy,
            ObjectMapper json) {
        return new ApiRequest(operation, json).build(auth, arguments, policy);
    }

    private OutboundRequest build(ApiAuth auth, Map<String, Object> arguments, OutboundPolicy policy) {
        for (Parameter parameter : operation.parameters()) {
            Object value = given(parameter, arguments);
            if (value != null) {
                put(parameter, value);
            } else if (parameter.required()) {
                throw new ToolFailure("The parameter '%s' is missing".formatted(parameter.name()));
            }
        }
        headers.set("accept", "application/json, text/*;q=0.9, */*;q=0.8");
        switch (auth.kind()) {
            case HEADER -> headers.set(auth.name(), auth.value());
            case QUERY -> add(auth.name(), auth.value());
            case NONE -> {
            }
        }
        if (!cookies.isEmpty()) {
            headers.set("cookie", cookies.toString());
        }
        Buffer sent = operation.bodyType() == null ? null : body();
        String url = operation.server() + (path.startsWith("/") ? path : "/" + path);
        return new OutboundRequest(policy, HttpMethod.valueOf(operation.method().toUpperCase(java.util.Locale.ROOT)),
                Target.parse(query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + query), headers, sent, OPTIONS);
    }

    private static Object given(Parameter parameter, Map<String, Object> arguments) {
        Object value = arguments.get(parameter.name());
        if (value != null && !(value instanceof String text && text.isEmpty() && !parameter.required())) {
            return value;
        }
        JsonNode preset = parameter.schema().get("default");
        return preset == null || preset.isNull() ? null : preset.isValueNode() ? preset.asText() : preset;
    }

    private void put(Parameter parameter, Object value) {
        switch (parameter.place()) {
            case PATH -> path = path.replace("{" + parameter.name() + "}", encoded(text(value)).replace("+", "%20"));
            case QUERY -> {
                if (value instanceof Collection<?> several) {
                    several.forEach(each -> add(parameter.name(), text(each)));
                } else {
                    add(parameter.name(), text(value));
                }
            }
            case HEADER -> headers.set(parameter.name(), text(value).replaceAll("[\\r\\n]", " "));
            case COOKIE -> cookies.append(cookies.isEmpty() ? "" : "; ").append(encoded(parameter.name())).append('=')
                    .append(encoded(text(value)));
            case BODY -> body.put(parameter.name(), typed(parameter, value));
        }
    }

    private void add(String name, String value) {
        query.append(query.isEmpty() ? "" : "&").append(encoded(name)).append('=').append(encoded(value));
    }

    /** A model or a template may give a text where the body has a number, a flag or an object. */
    private Object typed(Parameter parameter, Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        return switch (parameter.type()) {
            case "integer", "number", "boolean", "object", "array" -> parsed(text);
            default -> text;
        };
    }

    private Object parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException plain) {
            return text;
        }
    }

    private Buffer body() {
        String type = operation.bodyType();
        Object content = operation.wholeBody() ? body.get("body") : body;
        if (type.startsWith("application/x-www-form-urlencoded")) {
            headers.set("content-type", type);
            StringBuilder form = new StringBuilder();
            body.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&").append(encoded(name)).append('=')
                    .append(encoded(text(value))));
            return Buffer.buffer(form.toString());
        }
        if (type.startsWith("multipart/form-data")) {
            return multipart();
        }
        headers.set("content-type", type.contains("*") ? "application/json" : type);
        return type.contains("json") || type.contains("*")
                ? Buffer.buffer(write(content == null ? Map.of() : content))
                : Buffer.buffer(content instanceof Map<?, ?> map && !operation.wholeBody() ? write(map) : text(content));
    }

    private Buffer multipart() {
        String boundary = "----" + UUID.randomUUID();
        headers.set("content-type", "multipart/form-data; boundary=" + boundary);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        body.forEach((name, value) -> form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                + name.replaceAll("[\"\\r\\n]", "_") + "\"\r\n\r\n" + text(value) + "\r\n").getBytes(StandardCharsets.UTF_8)));
        form.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return Buffer.buffer(form.toByteArray());
    }

    private String text(Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case JsonNode node when node.isValueNode() -> node.asText();
            default -> write(value);
        };
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }
}
