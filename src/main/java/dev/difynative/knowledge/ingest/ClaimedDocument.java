package dev.difynative.knowledge.ingest;

import java.util.UUID;

import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.settings.DocForm;

/** A document that this process holds the lease of, as it was when it was taken. */
record ClaimedDocument(UUID id, UUID tenantId, UUID datasetId, UUID uploadFileId, DocForm form, String language, String rule,
        IndexingStatus status, int generation, int attempts, int waits, UUID createdBy) {}
