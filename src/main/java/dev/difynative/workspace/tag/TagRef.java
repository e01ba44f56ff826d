package dev.difynative.workspace.tag;

import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A tag as it is shown on what it is bound to. */
@RegisterForReflection
public record TagRef(UUID id, String name, String type) {}
