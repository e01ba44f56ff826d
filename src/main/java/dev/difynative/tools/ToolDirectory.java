package dev.difynative.tools;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;

/** Finds tools of all kinds. */
@Singleton
public class ToolDirectory {
    private final List<ToolSource> sources;

    public ToolDirectory(@All List<ToolSource> sources) { this.sources = List.copyOf(sources); }

    public Optional<Tool> find(UUID tenantId, ToolKey key) {
        return named(tenantId, key).or(() -> key.byName().flatMap(other -> named(tenantId, other)));
    }

    private Optional<Tool> named(UUID tenantId, ToolKey key) {
        return sources.stream().flatMap(source -> source.find(tenantId, key).stream()).findFirst();
    }

    public Tool get(UUID tenantId, ToolKey key) {
        return find(tenantId, key).orElseThrow(() -> new ToolFailure(
                "The tool '%s' of '%s' (%s) is not installed in this service".formatted(key.name(), key.provider(), key.type())));
    }
}
