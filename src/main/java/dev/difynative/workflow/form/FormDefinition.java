package dev.difynative.workflow.form;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A form as whoever fills it in sees it. */
@RegisterForReflection
public record FormDefinition(String formContent, JsonNode inputs, Map<String, String> resolvedDefaultValues, JsonNode userActions,
        long expirationTime) {}
