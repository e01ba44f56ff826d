package dev.difynative.tools.mcp;

import java.time.Duration;
import java.util.Map;

/** Where a server is and what calls to it carry; {@code timeout} bounds each answer. */
record McpServerAddress(String url, Map<String, String> headers, Duration timeout) {
    static final Duration PRESET = Duration.ofSeconds(30);

    /** Servers of the older transport are found at such addresses. */
    boolean looksLikeEventStream() {
        return url.replaceFirst("[?#].*$", "").replaceFirst("/+$", "").endsWith("/sse");
    }

    @Override
    public String toString() { return url; }
}
