package dev.difynative.workflow.draft;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A variable of a draft in the inspector; lists leave out values. */
@RegisterForReflection
public record DraftVariableView(String id, String type, String name, String description, List<String> selector,
        String valueType, boolean edited, boolean visible, boolean isTruncated,
        @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode value, JsonNode fullContent) {}
