package dev.difynative.workspace;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What an operator has set for one workspace in place of its plan's figures; null leaves the plan's. */
@RegisterForReflection
public record PlanSettings(Integer rpm, Integer rph, Integer rpd, Integer logRetentionDays) {
    public static final PlanSettings NONE = new PlanSettings(null, null, null, null);
}
