package dev.difynative.chat.agent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What an agent thought and did in one round, as readers of the message see it. */
@RegisterForReflection
public record AgentThoughtView(UUID id, UUID chainId, UUID messageId, int position, String thought, String tool,
        JsonNode toolLabels, String toolInput, String observation, List<String> files, Instant createdAt) {}
