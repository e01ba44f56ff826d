package dev.difynative.tools.mcp;

/** A server of the Model Context Protocol refused, or did not answer as the protocol has it; {@code status} is 0 without an answer. */
final class McpFault extends RuntimeException {
    private final int status;

    McpFault(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() { return status; }
}
