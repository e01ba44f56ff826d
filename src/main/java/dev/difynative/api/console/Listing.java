package dev.difynative.api.console;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A list that is short enough to be sent whole. */
@RegisterForReflection
public record Listing<T>(List<T> data) {}
