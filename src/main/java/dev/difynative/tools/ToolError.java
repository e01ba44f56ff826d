package dev.difynative.tools;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** The ways in which a provider of tools is refused. */
public enum ToolError implements ErrorCode {
    PROVIDER_NOT_FOUND(404, "not_found"),
    TOOL_NOT_FOUND(404, "not_found"),
    CREDENTIAL_NOT_FOUND(404, "not_found"),
    NAME_TAKEN(400, "invalid_param"),
    /** What describes the tools cannot be read. */
    SCHEMA_INVALID(400, "invalid_param"),
    CREDENTIALS_INVALID(400, "invalid_param"),
    /** The server of the tools refuses or does not answer. */
    SERVER_FAILED(400, "invalid_param"),
    /** The tools came with a plugin and go with it. */
    OWNED_BY_PLUGIN(400, "invalid_param");

    private final Wire wire;

    ToolError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
