package dev.difynative.knowledge.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.files.FileView;
import dev.difynative.knowledge.metadata.ValueView;
import dev.difynative.knowledge.settings.DocForm;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A document as lists show it; it has as many components as published clients read. */
@RegisterForReflection
public record DocumentView(UUID id, int position, String dataSourceType, @JsonRawValue String dataSourceInfo,
        SourceDetail dataSourceDetailDict, UUID datasetProcessRuleId, String name, String createdFrom, UUID createdBy,
        Instant createdAt, int tokens, String indexingStatus, String error, boolean enabled, Instant disabledAt, UUID disabledBy,
        boolean archived, String displayStatus, int wordCount, long hitCount, DocForm docForm, String docType,
        List<ValueView> docMetadata, String summaryIndexStatus, boolean needSummary) {

    /** What the document was made of; null when its file is gone. */
    @RegisterForReflection
    public record SourceDetail(Upload uploadFile) {}

    @RegisterForReflection
    public record Upload(UUID id, String name, long size, String extension, String mimeType, UUID createdBy, Instant createdAt) {

        static Upload of(FileView file) {
            return new Upload(file.id(), file.name(), file.size(), file.extension(), file.mimeType(), file.createdBy(),
                    file.createdAt());
        }
    }

    static DocumentView of(DocumentRow row, FileView file, List<ValueView> metadata) {
        Document document = row.document();
        return new DocumentView(document.id, document.position, document.dataSourceType, document.dataSourceInfo,
                file == null ? null : new SourceDetail(Upload.of(file)), document.processRuleId, document.name,
                document.createdFrom, document.createdBy, document.createdAt, document.tokens, document.shownStatus(),
                document.error, document.enabled, document.disabledAt, document.disabledBy, document.archived,
                DisplayStatus.of(document).wire(), document.wordCount, row.hits(), document.docForm, document.docType, metadata,
                null, false);
    }
}
