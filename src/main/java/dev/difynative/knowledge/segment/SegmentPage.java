package dev.difynative.knowledge.segment;

import java.util.List;

import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.paging.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A page of segments, with the form of the document that they are of. */
@RegisterForReflection
public record SegmentPage(List<SegmentView> data, DocForm docForm, long total, long totalPages, int page, int limit,
        boolean hasMore) {

    static SegmentPage of(List<SegmentView> data, DocForm docForm, long total, PageRequest request) {
        return new SegmentPage(data, docForm, total, Math.ceilDiv(total, request.limit()), request.page(), request.limit(),
                (long) request.page() * request.limit() < total);
    }
}
