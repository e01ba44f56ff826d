package dev.difynative.platform.net;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** An answer read whole; any status is an answer. */
public record OutboundResponse(int status, MultiMap headers, Buffer body) {

    public String text() { return body.toString(); }

    public boolean successful() { return status >= 200 && status < 300; }
}
