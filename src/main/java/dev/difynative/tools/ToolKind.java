package dev.difynative.tools;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where tools come from. */
public enum ToolKind {
    /** The service has them itself. */
    BUILTIN,
    /** An OpenAPI document describes them. */
    API,
    /** A published workflow is one. */
    WORKFLOW,
    /** A server of the Model Context Protocol has them. */
    MCP;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static Optional<ToolKind> find(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
