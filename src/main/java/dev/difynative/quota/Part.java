package dev.difynative.quota;

import java.util.UUID;

/** What within a workspace has limits of its own: an app, a key, an end user, a token. */
public record Part(UUID id, CallLimits limits) {}
