package dev.difynative.workflow.trigger;

import java.time.Instant;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Where a webhook is called. */
@RegisterForReflection
public record WebhookView(UUID id, String webhookId, String webhookUrl, String webhookDebugUrl, String nodeId,
        Instant createdAt) {

    static WebhookView of(Trigger trigger, String base) {
        return new WebhookView(trigger.id, trigger.webhookId, base + "/triggers/webhook/" + trigger.webhookId,
                base + "/triggers/webhook-debug/" + trigger.webhookId, trigger.nodeId, trigger.createdAt);
    }
}
