package dev.difynative.platform.instance;

import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Singleton;

@Singleton
public class InstanceRegistry {
    private final UUID id = UUID.randomUUID();

    public UUID id() { return id; }

    public Duration deadAfter() { return Duration.ofSeconds(30); }
}
