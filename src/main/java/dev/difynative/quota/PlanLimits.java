package dev.difynative.quota;

import dev.difynative.workspace.PlanSettings;
import dev.difynative.workspace.TenantTerms;

/** The call limits of the plans; those of the enterprise plan are what the workspace has configured, by default none. */
public final class PlanLimits {
    private static final CallLimits SANDBOX = new CallLimits(60, 1_000, 10_000);
    private static final CallLimits PROFESSIONAL = new CallLimits(300, 10_000, 100_000);
    private static final CallLimits TEAM = new CallLimits(600, 30_000, 300_000);

    private PlanLimits() {}

    /** The limits over all calls of a workspace. */
    public static CallLimits of(TenantTerms terms) {
        return switch (terms.plan()) {
            case SANDBOX -> SANDBOX;
            case PROFESSIONAL -> PROFESSIONAL;
            case TEAM -> TEAM;
            case ENTERPRISE -> configured(terms.settings());
        };
    }

    private static CallLimits configured(PlanSettings settings) {
        return settings.rpm() == null && settings.rph() == null && settings.rpd() == null
                ? CallLimits.NONE
                : new CallLimits(orNone(settings.rpm()), orNone(settings.rph()), orNone(settings.rpd()));
    }

    private static int orNone(Integer limit) { return limit == null ? 0 : limit; }
}
