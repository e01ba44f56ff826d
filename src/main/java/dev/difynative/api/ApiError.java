package dev.difynative.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The error body of the console and public surfaces; {@code details} is only there when it says something. */
@RegisterForReflection
public record ApiError(String code, String message, int status, @JsonInclude(JsonInclude.Include.NON_NULL) Object details) {}
