package dev.difynative.api.console.knowledge;

import java.util.List;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.query.QueryLog;
import dev.difynative.knowledge.query.QueryView;
import dev.difynative.knowledge.segment.SegmentImports;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What has happened to a dataset. */
@Path("/console/api/datasets")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleDatasetLogResource {
    private static final int MAX_LIMIT = 100;

    private final QueryLog queries;
    private final SegmentImports imports;
    private final DatasetAccess access;
    private final ConsoleCaller caller;

    record AutoDisabled(List<String> documentIds) {}

    ConsoleDatasetLogResource(QueryLog queries, SegmentImports imports, DatasetAccess access, ConsoleCaller caller) {
        this.queries = queries;
        this.imports = imports;
        this.access = access;
        this.caller = caller;
    }

    @GET
    @Path("/{id}/queries")
    public Page<QueryView> queries(@PathParam("id") String id, @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        return queries.list(caller.viewer(), KnowledgeIds.dataset(id), PageRequest.of(page, limit, MAX_LIMIT));
    }

    /** Documents are never disabled by this service itself. */
    @GET
    @Path("/{id}/auto-disable-logs")
    public AutoDisabled autoDisabled(@PathParam("id") String id) {
        access.require(caller.viewer(), KnowledgeIds.dataset(id));
        return new AutoDisabled(List.of());
    }

    @GET
    @Path("/batch_import_status/{job}")
    public SegmentImports.Job importStatus(@PathParam("job") String job) {
        return imports.status(caller.viewer(), Ids.parse(job, KnowledgeError.IMPORT_NOT_FOUND, "Job"));
    }
}
