package dev.difynative.api.console.knowledge;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.ResponseStatus;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.document.DatasetSetup;
import dev.difynative.knowledge.document.DatasetSetup.UploadedDocuments;
import dev.difynative.knowledge.document.IndexingEstimates;
import dev.difynative.knowledge.document.RuleView;
import dev.difynative.knowledge.settings.ChunkPreview;
import dev.difynative.knowledge.settings.SearchMethod;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What Dify's console asks and does while a person sets a dataset up out of files that were uploaded before. */
@Path("/console/api/datasets")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleDatasetSetupResource {
    private final DatasetSetup setup;
    private final IndexingEstimates estimates;
    private final ConsoleCaller caller;

    record RetrievalMethods(List<SearchMethod> retrievalMethod) {}

    record ApiBase(String apiBaseUrl) {}

    ConsoleDatasetSetupResource(DatasetSetup setup, IndexingEstimates estimates, ConsoleCaller caller) {
        this.setup = setup;
        this.estimates = estimates;
        this.caller = caller;
    }

    /** Makes a dataset of files, named after the first of them. */
    @POST
    @Path("/init")
    @ResponseStatus(201)
    public Initialized init(@NotNull UploadedDocuments body) {
        DatasetSetup.SetUp done = setup.init(caller.viewer(), body);
        return Initialized.of(done);
    }

    /** Shows how files would be split. */
    @POST
    @Path("/indexing-estimate")
    public ChunkPreview.Estimate estimate(@NotNull UploadedDocuments body) { return estimates.ofFiles(caller.viewer(), body); }

    @POST
    @Path("/notion-indexing-estimate")
    public void estimateNotion() {
        throw KnowledgeError.SOURCE_UNSUPPORTED.field("data_source_type", "unsupported",
                "notion_import is not supported yet: documents are made of uploaded files");
    }

    @GET
    @Path("/{id}/documents/{document}/indexing-estimate")
    public ChunkPreview.Estimate estimateDocument(@PathParam("id") String id, @PathParam("document") String document) {
        return estimates.ofDocument(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document));
    }

    @GET
    @Path("/{id}/batch/{batch}/indexing-estimate")
    public ChunkPreview.Estimate estimateBatch(@PathParam("id") String id, @PathParam("batch") String batch) {
        return estimates.ofBatch(caller.viewer(), KnowledgeIds.dataset(id), batch);
    }

    @GET
    @Path("/process-rule")
    @Requires(Role.NORMAL)
    public RuleView processRule(@QueryParam("document_id") String documentId) {
        return documentId == null || documentId.isBlank()
                ? RuleView.usual()
                : setup.ruleOf(caller.viewer(), KnowledgeIds.document(documentId));
    }

    @GET
    @Path("/retrieval-setting")
    @Requires(Role.NORMAL)
    public RetrievalMethods retrievalMethods() {
        return new RetrievalMethods(
                List.of(SearchMethod.SEMANTIC_SEARCH, SearchMethod.FULL_TEXT_SEARCH, SearchMethod.HYBRID_SEARCH));
    }

    @GET
    @Path("/api-base-info")
    @Requires(Role.NORMAL)
    public ApiBase apiBase(@Context UriInfo request) {
        return new ApiBase(request.getBaseUri().toString().replaceFirst("/+$", "") + "/v1");
    }
}
