package dev.difynative.apps.access;

import java.util.List;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Who sees an app; the members count only when they are asked for. */
@RegisterForReflection
public record AppAccessView(AppAccess permission, List<UUID> members) {}
