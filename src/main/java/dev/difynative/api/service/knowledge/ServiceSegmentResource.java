package dev.difynative.api.service.knowledge;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.api.knowledge.OneSegment;
import dev.difynative.api.service.DatasetCaller;
import dev.difynative.knowledge.segment.NewSegment;
import dev.difynative.knowledge.segment.SegmentFilter;
import dev.difynative.knowledge.segment.SegmentPage;
import dev.difynative.knowledge.segment.SegmentService;
import dev.difynative.knowledge.segment.SegmentView;
import dev.difynative.knowledge.segment.SegmentViews;
import dev.difynative.knowledge.segment.UpdateSegment;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The segments of a document. */
@Path("/api/datasets/{id}/documents/{document}/segments")
@RunOnVirtualThread
class ServiceSegmentResource {
    private static final int MAX_LIMIT = 100;

    private final SegmentViews views;
    private final SegmentService segments;
    private final DatasetCaller caller;

    record NewSegments(List<NewSegment> segments) {}

    record ChangedSegment(UpdateSegment segment) {}

    record AddedSegments(List<SegmentView> data, DocForm docForm) {}

    ServiceSegmentResource(SegmentViews views, SegmentService segments, DatasetCaller caller) {
        this.views = views;
        this.segments = segments;
        this.caller = caller;
    }

    @GET
    public SegmentPage list(@PathParam("id") String id, @PathParam("document") String document,
            @QueryParam("page") @DefaultValue("1") int page, @QueryParam("limit") @DefaultValue("20") int limit,
            @QueryParam("keyword") String keyword, @QueryParam("status") List<String> statuses) {
        return views.list(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                SegmentFilter.of(keyword, statuses, null, null), PageRequest.of(page, limit, MAX_LIMIT));
    }

    /** Adds segments at the end of the document. */
    @POST
    public AddedSegments add(@PathParam("id") String id, @PathParam("document") String document, @NotNull NewSegments body) {
        List<SegmentView> added = segments.add(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                body.segments());
        return new AddedSegments(added, views.form(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document)));
    }

    @GET
    @Path("/{segment}")
    public OneSegment get(@PathParam("id") String id, @PathParam("document") String document,
            @PathParam("segment") String segment) {
        return one(id, document, views.get(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                KnowledgeIds.segment(segment)));
    }

    @POST
    @Path("/{segment}")
    public OneSegment update(@PathParam("id") String id, @PathParam("document") String document,
            @PathParam("segment") String segment, @NotNull ChangedSegment body) {
        if (body.segment() == null) {
            throw Parameters.missing("segment");
        }
        return one(id, document, segments.update(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                KnowledgeIds.segment(segment), body.segment()));
    }

    @DELETE
    @Path("/{segment}")
    public void delete(@PathParam("id") String id, @PathParam("document") String document,
            @PathParam("segment") String segment) {
        views.get(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document), KnowledgeIds.segment(segment));
        segments.delete(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                List.of(KnowledgeIds.segment(segment)));
    }

    private OneSegment one(String id, String document, SegmentView segment) {
        return new OneSegment(segment,
                views.form(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document)));
    }
}
