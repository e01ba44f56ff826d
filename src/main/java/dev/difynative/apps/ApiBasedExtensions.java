package dev.difynative.apps;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

@Singleton
public class ApiBasedExtensions {
    public record Endpoint(String url, String apiKey) {}

    public Optional<Endpoint> find(UUID tenantId, String id) { return Optional.empty(); }
}
