package dev.difynative.appserver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.apps.AppDirectory;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.platform.build.BuildInfo;
import dev.difynative.platform.error.Failure;
import dev.difynative.quota.CallLimits;
import dev.difynative.quota.Decision;
import dev.difynative.quota.Part;
import dev.difynative.quota.PlanLimits;
import dev.difynative.quota.RateLimits;

/** Answers the messages of the Model Context Protocol for published apps. Waits for apps; not for an event loop. */
@ApplicationScoped
public class McpAnswers {
    private static final Logger LOG = Logger.getLogger(McpAnswers.class);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String NEWEST = "2025-06-18";
    private static final Set<String> VERSIONS = Set.of("2024-11-05", "2025-03-26", NEWEST);
    private static final int PARSE_ERROR = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int INVALID_PARAMS = -32_602;
    private static final int INTERNAL_ERROR = -32_603;

    private final AppServers servers;
    private final AppDirectory apps;
    private final AppTool tool;
    private final RateLimits limits;
    private final ObjectMapper json;

    McpAnswers(AppServers servers, AppDirectory apps, AppTool tool, RateLimits limits, ObjectMapper json) {
        this.servers = servers;
        this.apps = apps;
        this.tool = tool;
        this.limits = limits;
        this.json = json;
    }

    /** An answer by HTTP; {@code body} is null when nothing is to be said. */
    public record Answer(int status, String body) {}

    private record Served(AppSnapshot app, AppServers.Published server) {}

    public Answer answer(String code, String message) {
        JsonNode read;
        try {
            read = json.readTree(message == null ? "" : message);
        } catch (JsonProcessingException broken) {
            return new Answer(400, error(null, PARSE_ERROR, "Parse error").toString());
        }
        if (read == null || !read.isContainerNode()) {
            return new Answer(400, error(null, INVALID_REQUEST, "Invalid request").toString());
        }
        Optional<Served> served = servers.find(code).filter(AppServers.Published::active)
                .flatMap(server -> apps.find(server.tenantId(), server.appId()).map(app -> new Served(app, server)));
        if (served.isEmpty()) {
            return new Answer(404, error(read.path("id"), INVALID_REQUEST, "There is no active server here").toString());
        }
        if (!read.isArray()) {
            return of(one(served.get(), read));
        }
        ArrayNode all = json.createArrayNode();
        read.forEach(each -> one(served.get(), each).ifPresent(all::add));
        return of(all.isEmpty() ? Optional.empty() : Optional.of(all));
    }

    private static Answer of(Optional<? extends JsonNode> said) {
        return said.map(body -> new Answer(200, body.toString())).orElseGet(() -> new Answer(202, null));
    }

    /** Empty for what wants no answer: notifications, and answers to what was never asked. */
    private Optional<ObjectNode> one(Served served, JsonNode message) {
        JsonNode id = message.path("id");
        String method = message.path("method").asText("");
        if (id.isMissingNode() || id.isNull() || method.isEmpty()) {
            return Optional.empty();
        }
        JsonNode params = message.path("params");
        return Optional.of(switch (method) {
            case "initialize" -> result(id, initialized(served, params));
            case "ping" -> result(id, json.createObjectNode());
            case "tools/list" -> list(served, id);
            case "tools/call" -> call(served, id, params);
            default -> error(id, METHOD_NOT_FOUND, "Method not found: " + method);
        });
    }

    private ObjectNode initialized(Served served, JsonNode params) {
        String wanted = params.path("protocolVersion").asText(NEWEST);
        ObjectNode result = json.createObjectNode().put("protocolVersion", VERSIONS.contains(wanted) ? wanted : NEWEST);
        result.putObject("capabilities").putObject("tools").put("listChanged", false);
        result.putObject("serverInfo").put("name", served.app().name()).put("version", BuildInfo.version());
        if (!served.server().description().isBlank()) {
            result.put("instructions", served.server().description());
        }
        return result;
    }

    private ObjectNode list(Served served, JsonNode id) {
        try {
            ObjectNode result = json.createObjectNode();
            result.putArray("tools").add(tool.describe(served.app(), served.server()));
            return result(id, result);
        } catch (Failure unpublished) {
            return error(id, INTERNAL_ERROR, unpublished.getMessage());
        }
    }

    private ObjectNode call(Served served, JsonNode id, JsonNode params) {
        AppSnapshot app = served.app();
        if (!params.path("name").asText("").equals(AppTool.name(app))) {
            return error(id, INVALID_PARAMS, "Unknown tool: " + params.path("name").asText(""));
        }
        try {
            Decision decision = limits.check(PlanLimits.of(app.tenant()), app.tenantId(),
                    List.of(new Part(app.id(), new CallLimits(app.limits().apiRpm(), app.limits().apiRph(), 0))));
            if (!decision.allowed()) {
                return error(id, INVALID_REQUEST, "Rate limit exceeded: try again in %d s".formatted(decision.retryAfter()));
            }
            Map<String, Object> arguments = params.path("arguments").isObject()
                    ? json.convertValue(params.get("arguments"), OBJECT)
                    : Map.of();
            return result(id, text(tool.call(app, arguments), false));
        } catch (Failure refused) {
            // The model that calls can mend what it did wrong, if it is told.
            return result(id, text(refused.getMessage(), true));
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "App %s could not answer a call by the Model Context Protocol", app.id());
            return error(id, INTERNAL_ERROR, "Internal error");
        }
    }

    private ObjectNode text(String text, boolean failed) {
        ObjectNode result = json.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result.put("isError", failed);
    }

    private ObjectNode result(JsonNode id, ObjectNode result) {
        ObjectNode answer = json.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("result", result);
        return answer;
    }

    private ObjectNode error(JsonNode id, int code, String message) {
        ObjectNode answer = json.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id == null || id.isMissingNode() ? null : id);
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }
}
