package dev.difynative.api.console.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.api.knowledge.OneSegment;
import dev.difynative.files.FileError;
import dev.difynative.knowledge.segment.SegmentFilter;
import dev.difynative.knowledge.segment.SegmentImports;
import dev.difynative.knowledge.segment.SegmentPage;
import dev.difynative.knowledge.segment.SegmentService;
import dev.difynative.knowledge.segment.SegmentView;
import dev.difynative.knowledge.segment.SegmentViews;
import dev.difynative.knowledge.segment.UpdateSegment;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The segments of a document. */
@Path("/console/api/datasets/{id}/documents/{document}/segments")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleSegmentResource {
    private static final int MAX_LIMIT = 100;

    private final SegmentViews views;
    private final SegmentService segments;
    private final SegmentImports imports;
    private final ConsoleCaller caller;

    record UploadedFile(String uploadFileId) {}

    ConsoleSegmentResource(SegmentViews views, SegmentService segments, SegmentImports imports,
            ConsoleCaller caller) {
        this.views = views;
        this.segments = segments;
        this.imports = imports;
        this.caller = caller;
    }

    @GET
    @Requires(Role.NORMAL)
    public SegmentPage list(@PathParam("id") String id, @PathParam("document") String document,
            @QueryParam("page") @DefaultValue("1") int page, @QueryParam("limit") @DefaultValue("20") int limit,
            @QueryParam("keyword") String keyword, @QueryParam("status") List<String> statuses,
            @QueryParam("enabled") String enabled, @QueryParam("hit_count_gte") Integer minHits) {
        return views.list(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                SegmentFilter.of(keyword, statuses, enabled, minHits), PageRequest.of(page, limit, MAX_LIMIT));
    }

    @DELETE
    public void deleteSeveral(@PathParam("id") String id, @PathParam("document") String document,
            @QueryParam("segment_id") List<String> segmentIds) {
        segments.delete(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                KnowledgeIds.segments(segmentIds));
    }

    @PATCH
    @Path("/{segment}")
    public OneSegment update(@PathParam("id") String id, @PathParam("document") String document,
            @PathParam("segment") String segment, @NotNull UpdateSegment body) {
        return one(id, document, segments.update(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                KnowledgeIds.segment(segment), body));
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

    /** Takes a CSV file. */
    @POST
    @Path("/batch_import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    public SegmentImports.Job importSegments(@PathParam("id") String id, @PathParam("document") String document,
            MultipartFormDataInput form) throws IOException {
        FormValue file = form.getValues().values().stream().flatMap(Collection::stream).filter(FormValue::isFileItem).findFirst()
                .orElseThrow(() -> FileError.NO_FILE_UPLOADED.because("Please upload your file as the form field 'file'"));
        try (InputStream content = file.getFileItem().getInputStream()) {
            return imports.run(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document), file.getFileName(),
                    content);
        }
    }

    /** Takes a CSV file that was uploaded before. */
    @POST
    @Path("/batch_import")
    @Consumes(MediaType.APPLICATION_JSON)
    public SegmentImports.Job importUploaded(@PathParam("id") String id, @PathParam("document") String document,
            @NotNull UploadedFile body) throws IOException {
        if (body.uploadFileId() == null) {
            throw Parameters.missing("upload_file_id");
        }
        return imports.run(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document),
                Ids.parse(body.uploadFileId(), CommonError.NOT_FOUND, "File"));
    }
}
