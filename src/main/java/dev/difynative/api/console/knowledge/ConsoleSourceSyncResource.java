package dev.difynative.api.console.knowledge;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.knowledge.document.DocumentService;
import dev.difynative.platform.error.Failure;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Reading a source again from which no document comes here, and summaries: each call says that there are none. */
@Path("/console/api/datasets/{id}")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleSourceSyncResource {
    private final DatasetAccess access;
    private final DocumentService documents;
    private final ConsoleCaller caller;

    ConsoleSourceSyncResource(DatasetAccess access, DocumentService documents, ConsoleCaller caller) {
        this.access = access;
        this.documents = documents;
        this.caller = caller;
    }

    @GET
    @Path("/documents/{document}/website-sync")
    public void readWebsite(@PathParam("id") String id, @PathParam("document") String document) {
        throw refused(id, document, "website_crawl");
    }

    @POST
    @Path("/documents/{document}/website-sync")
    public void syncWebsite(@PathParam("id") String id, @PathParam("document") String document) {
        throw refused(id, document, "website_crawl");
    }

    @GET
    @Path("/documents/{document}/notion/sync")
    public void readNotion(@PathParam("id") String id, @PathParam("document") String document) {
        throw refused(id, document, "notion_import");
    }

    @POST
    @Path("/documents/{document}/notion/sync")
    public void syncNotion(@PathParam("id") String id, @PathParam("document") String document) {
        throw refused(id, document, "notion_import");
    }

    @GET
    @Path("/notion/sync")
    public void readAllNotion(@PathParam("id") String id) { throw refused(id, null, "notion_import"); }

    @POST
    @Path("/notion/sync")
    public void syncAllNotion(@PathParam("id") String id) { throw refused(id, null, "notion_import"); }

    @POST
    @Path("/documents/generate-summary")
    public void summarise(@PathParam("id") String id) {
        access.require(caller.viewer(), KnowledgeIds.dataset(id));
        throw KnowledgeError.SUMMARY_UNSUPPORTED.because("Summaries of segments are not supported");
    }

    /** What does not exist is not found, as everywhere. */
    private Failure refused(String id, String document, String source) {
        if (document == null) {
            access.require(caller.viewer(), KnowledgeIds.dataset(id));
        } else {
            documents.get(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document));
        }
        return KnowledgeError.SOURCE_UNSUPPORTED.field("data_source_type", "unsupported",
                "%s is not supported yet: documents are made of uploaded files", source);
    }
}
