package dev.difynative.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Carries the messages of one session to and fro. Its waiting methods are not for event loops. */
interface McpTransport extends AutoCloseable {

    /** Sends a request and waits for what answers it. */
    JsonNode ask(ObjectNode request) throws InterruptedException;

    /** Sends what is not answered. */
    void tell(ObjectNode notification) throws InterruptedException;

    /** The version of the protocol that both speak. */
    void agreed(String version);

    /** Gives up whatever is under way, from any thread. */
    @Override
    void close();
}
