package dev.difynative.workflow.trigger;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** The ways in which a trigger refuses a call. */
public enum TriggerError implements ErrorCode {
    TRIGGER_NOT_FOUND(404, "not_found"),
    /** There is such a webhook, but nothing is to be run by it now. */
    WEBHOOK_OFF(404, "not_found");

    private final Wire wire;

    TriggerError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
