package dev.difynative.workflow.trigger;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A trigger in the console's list. */
@RegisterForReflection
public record TriggerView(UUID id, String triggerType, String title, String nodeId, String providerName, String icon,
        String status, Instant createdAt, Instant updatedAt, Instant nextRunAt) {

    static TriggerView of(Trigger trigger) {
        return new TriggerView(trigger.id, trigger.type, trigger.title, trigger.nodeId, "", "",
                trigger.enabled ? "enabled" : "disabled", trigger.createdAt, trigger.updatedAt,
                trigger.enabled ? trigger.nextAt : null);
    }
}
