package dev.difynative.chat.history;

import java.util.UUID;

/** What one end user of an app may see: his own, and nothing else. */
public record EndUserScope(UUID tenantId, UUID appId, UUID endUserId) {}
