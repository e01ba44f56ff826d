package dev.difynative.chat.journal;

import java.time.Instant;
import java.util.UUID;

/**
 * What an agent thought and did in one round, as it is written.
 *
 * @param tool
 *            the names of the tools that were called, joined by semicolons
 * @param toolInput
 *            JSON by the tools' names, as are their labels and what was observed
 * @param files
 *            a JSON list of the files that the tools made
 */
public record ThoughtRow(UUID id, UUID tenantId, UUID messageId, int position, String thought, String tool, String toolLabels,
        String toolInput, String observation, String files, Instant createdAt) {}
