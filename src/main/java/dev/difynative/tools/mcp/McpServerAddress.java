package dev.difynative.tools.mcp;

import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.net.OutboundPolicy;

/** Where a server is and what calls to it carry; {@code timeout} bounds each answer, {@code policy} says who has named it. */
record McpServerAddress(String url, Map<String, String> headers, Duration timeout, OutboundPolicy policy) {
    static final Duration PRESET = Duration.ofSeconds(30);

    /** One that an administrator has added. */
    static McpServerAddress of(JsonNode definition, Map<String, String> headers) {
        int seconds = definition.path("timeout").asInt(0);
        return new McpServerAddress(definition.path("server_url").asText(), headers,
                seconds < 1 ? PRESET : Duration.ofSeconds(seconds), OutboundPolicy.ADMIN);
    }

    /** Servers of the older transport are found at such addresses. */
    boolean looksLikeEventStream() {
        return url.replaceFirst("[?#].*$", "").replaceFirst("/+$", "").endsWith("/sse");
    }

    @Override
    public String toString() { return url; }
}
