package dev.difynative.tools.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.tools.Outgoing;
import dev.difynative.tools.Tool;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

/** An operation of an API as a tool. */
record ApiTool(ApiOperation operation, ApiAuth auth, OutboundPolicy policy, Outgoing http, ObjectMapper json) implements Tool {
    private static final int MOST_OF_AN_ERROR = 2_000;

    @Override
    public String name() { return operation.id(); }

    @Override
    public String label() { return operation.id(); }

    @Override
    public String description() { return operation.summary(); }

    @Override
    public Map<String, Object> schema() { return operation.schema(json); }

    @Override
    public ToolResult invoke(Map<String, Object> arguments, ToolCallScope scope) throws InterruptedException {
        OutboundResponse response;
        try {
            response = http.send(ApiRequest.of(operation, auth, arguments, policy, json), scope);
        } catch (Failure refused) {
            throw new ToolFailure(refused.getMessage());
        }
        if (response.status() >= 400) {
            String said = response.text();
            throw new ToolFailure("Request failed with status code %d and %s".formatted(response.status(),
                    said.length() > MOST_OF_AN_ERROR ? said.substring(0, MOST_OF_AN_ERROR) + "…" : said));
        }
        return result(response);
    }

    private ToolResult result(OutboundResponse response) {
        if (response.body().length() == 0) {
            return ToolResult.of("Empty response from the tool, please check your parameters and try again.");
        }
        String type = response.headers().get("content-type");
        String media = type == null ? "" : type.toLowerCase(Locale.ROOT).split(";")[0].strip();
        if (media.startsWith("image/") || media.startsWith("audio/") || media.startsWith("video/")
                || media.equals("application/pdf") || media.equals("application/zip")) {
            String extension = media.substring(media.indexOf('/') + 1).replaceAll("[^a-z0-9].*", "");
            return new ToolResult("", List.of(),
                    List.of(new ToolResult.ToolFile(operation.id() + "." + extension, media, response.body().getBytes())),
                    Map.of());
        }
        String text = response.text();
        try {
            JsonNode read = json.readTree(text);
            return read.isContainerNode() ? ToolResult.of(text, read) : ToolResult.of(text);
        } catch (JsonProcessingException plain) {
            return ToolResult.of(text);
        }
    }
}
