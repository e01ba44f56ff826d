package dev.difynative.platform.error;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Names the parameter at fault and the rule it broke. */
@RegisterForReflection
public record FieldFault(String field, String type) {}
