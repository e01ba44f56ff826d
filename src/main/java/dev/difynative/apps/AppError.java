package dev.difynative.apps;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** Ways to fail at apps. */
public enum AppError implements ErrorCode {
    APP_NOT_FOUND(Wire.of(404, "not_found")),
    NAME_TAKEN(Wire.of(400, "invalid_param").management(409)),
    /** The app is ruled by a graph, so it has no model configuration that could be set. */
    RULED_BY_GRAPH(Wire.of(400, "invalid_param")),
    EXTENSION_NOT_FOUND(Wire.of(404, "not_found")),
    EXTENSION_NAME_TAKEN(Wire.of(400, "invalid_param")),
    EXTENSION_UNREACHABLE(Wire.of(400, "invalid_param"));

    private final Wire wire;

    AppError(Wire wire) { this.wire = wire; }

    @Override
    public Wire wire() { return wire; }
}
