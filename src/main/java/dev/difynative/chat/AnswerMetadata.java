package dev.difynative.chat;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.models.price.Usage;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What is known of an answer besides its text; {@code annotationReply} names the annotation that answered, if one did. */
@RegisterForReflection
public record AnswerMetadata(Usage usage, List<JsonNode> retrieverResources,
        @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode annotationReply) {}
