package dev.difynative.plugins;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** Ways to fail at plugins. */
public enum PluginError implements ErrorCode {
    PLUGIN_NOT_FOUND(404, "not_found"),
    /** The package is not what the catalogue says it is, by hash or signature. */
    PACKAGE_NOT_GENUINE(400, "plugin_package_not_genuine"),
    /** The package breaks the rules of its format. */
    PACKAGE_INVALID(400, "plugin_package_invalid"),
    CATALOGUE_UNREACHABLE(503, "service_unavailable");

    private final Wire wire;

    PluginError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
