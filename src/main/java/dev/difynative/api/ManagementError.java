package dev.difynative.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The error body of the management surface. */
@RegisterForReflection
public record ManagementError(String errorCode, String error) {}
