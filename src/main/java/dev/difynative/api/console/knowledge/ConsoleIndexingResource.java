package dev.difynative.api.console.knowledge;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.knowledge.document.DocumentService;
import dev.difynative.knowledge.document.IndexingProgress;
import dev.difynative.knowledge.document.IndexingProgressService;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** How far the documents of a dataset have come, and another try for those that failed. */
@Path("/console/api/datasets/{id}")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleIndexingResource {
    private final IndexingProgressService progress;
    private final DocumentService documents;
    private final ConsoleCaller caller;

    record Retry(List<String> documentIds) {}

    record FailedDocuments(List<IndexingProgress> data, int total) {}

    ConsoleIndexingResource(IndexingProgressService progress, DocumentService documents, ConsoleCaller caller) {
        this.progress = progress;
        this.documents = documents;
        this.caller = caller;
    }

    @GET
    @Path("/batch/{batch}/indexing-status")
    public Listing<IndexingProgress> ofBatch(@PathParam("id") String id, @PathParam("batch") String batch) {
        return new Listing<>(progress.ofBatch(caller.viewer(), KnowledgeIds.dataset(id), batch));
    }

    @GET
    @Path("/indexing-status")
    public Listing<IndexingProgress> ofDataset(@PathParam("id") String id) {
        return new Listing<>(progress.ofDataset(caller.viewer(), KnowledgeIds.dataset(id)));
    }

    @GET
    @Path("/error-docs")
    public FailedDocuments failed(@PathParam("id") String id) {
        List<IndexingProgress> failed = progress.failed(caller.viewer(), KnowledgeIds.dataset(id));
        return new FailedDocuments(failed, failed.size());
    }

    @POST
    @Path("/retry")
    @Requires(Role.EDITOR)
    public void retry(@PathParam("id") String id, @NotNull Retry body) {
        if (body.documentIds() == null || body.documentIds().isEmpty()) {
            throw Parameters.missing("document_ids");
        }
        documents.retry(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.documents(body.documentIds()));
    }
}
