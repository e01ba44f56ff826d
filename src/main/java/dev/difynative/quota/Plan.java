package dev.difynative.quota;

import java.util.Locale;

/** What a workspace has subscribed to. */
public enum Plan {
    SANDBOX(new CallLimits(60, 1_000, 10_000)),
    PROFESSIONAL(new CallLimits(300, 10_000, 100_000)),
    TEAM(
            new CallLimits(600, 30_000, 300_000)),
    ENTERPRISE(CallLimits.NONE);

    private final CallLimits limits;

    Plan(CallLimits limits) { this.limits = limits; }

    /** The limits of the plan; those of the enterprise plan are what the workspace has configured. */
    public CallLimits limits(CallLimits configured) {
        return this == ENTERPRISE ? configured : limits;
    }

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static Plan of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
}
