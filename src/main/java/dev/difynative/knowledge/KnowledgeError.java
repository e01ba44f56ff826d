package dev.difynative.knowledge;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Wire;

/** Ways to fail at datasets and what is in them. */
public enum KnowledgeError implements ErrorCode {
    DATASET_NOT_FOUND(404, "not_found"),
    DOCUMENT_NOT_FOUND(404, "not_found"),
    SEGMENT_NOT_FOUND(404, "not_found"),
    CHILD_CHUNK_NOT_FOUND(404, "not_found"),
    METADATA_NOT_FOUND(404, "not_found"),
    EXTERNAL_API_NOT_FOUND(404, "not_found"),
    IMPORT_NOT_FOUND(404, "not_found"),
    NAME_TAKEN(409, "dataset_name_duplicate"),
    DATASET_IN_USE(409, "dataset_in_use"),
    /** What is asked for needs an index that the dataset has not got: nothing is in it yet, or it is of another kind. */
    DATASET_NOT_INITIALIZED(400, "dataset_not_initialized"),
    DOCUMENT_INDEXING(400, "document_indexing"),
    DOCUMENT_ALREADY_FINISHED(400, "document_already_finished"),
    ARCHIVED_DOCUMENT_IMMUTABLE(403, "archived_document_immutable"),
    INVALID_ACTION(400, "invalid_action"),
    INVALID_METADATA(400, "invalid_metadata"),
    /** The embedding model that the dataset was made with is not configured (any more). */
    EMBEDDING_UNAVAILABLE(400, "provider_not_initialize"),
    INDEXING_ESTIMATE_ERROR(400, "indexing_estimate_error"),
    EXTERNAL_UNREACHABLE(400, "invalid_param"),
    EXTERNAL_API_IN_USE(409, "external_api_in_use"),
    /** Knowledge pipelines are not built. */
    PIPELINE_UNSUPPORTED(400, "invalid_param"),
    /** Documents come from files only, for now. */
    SOURCE_UNSUPPORTED(400, "invalid_param"),
    /** Segments have no summaries. */
    SUMMARY_UNSUPPORTED(400, "invalid_param");

    private final Wire wire;

    KnowledgeError(int status, String code) { wire = Wire.of(status, code); }

    @Override
    public Wire wire() { return wire; }
}
