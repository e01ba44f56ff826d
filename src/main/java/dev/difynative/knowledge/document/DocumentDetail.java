package dev.difynative.knowledge.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.knowledge.document.DocumentView.SourceDetail;
import dev.difynative.knowledge.metadata.ValueView;
import dev.difynative.knowledge.settings.DocForm;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A document by itself; it has as many components as published clients read. */
@RegisterForReflection
public record DocumentDetail(UUID id, int position, String dataSourceType, @JsonRawValue String dataSourceInfo,
        SourceDetail dataSourceDetailDict, UUID datasetProcessRuleId, @JsonRawValue String datasetProcessRule,
        @JsonRawValue String documentProcessRule, String name, String createdFrom, UUID createdBy, Instant createdAt, int tokens,
        String indexingStatus, String error, boolean enabled, Instant disabledAt, UUID disabledBy, boolean archived,
        String displayStatus, int wordCount, long hitCount, DocForm docForm, String docLanguage, String docType,
        List<ValueView> docMetadata, Instant completedAt, Instant updatedAt, Double indexingLatency, long segmentCount,
        long averageSegmentLength, String summaryIndexStatus, boolean needSummary) {

    static DocumentDetail of(DocumentView view, DocumentRow row) {
        Document document = row.document();
        long average = row.segments() == 0 ? 0 : document.wordCount / row.segments();
        return new DocumentDetail(view.id(), view.position(), view.dataSourceType(), view.dataSourceInfo(),
                view.dataSourceDetailDict(), view.datasetProcessRuleId(), document.processRule, document.processRule, view.name(),
                view.createdFrom(), view.createdBy(), view.createdAt(), view.tokens(), view.indexingStatus(), view.error(),
                view.enabled(), view.disabledAt(), view.disabledBy(), view.archived(), view.displayStatus(), view.wordCount(),
                view.hitCount(), view.docForm(), document.docLanguage, view.docType(), view.docMetadata(), document.completedAt,
                document.updatedAt, document.indexingLatency, row.segments(), average, null, false);
    }
}
