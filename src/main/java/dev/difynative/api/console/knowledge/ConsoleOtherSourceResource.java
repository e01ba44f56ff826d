package dev.difynative.api.console.knowledge;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.difynative.api.console.Requires;
import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.platform.error.Failure;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Websites and Notion as sources of documents, which this service does not read: each call says so. */
@Path("/console/api")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleOtherSourceResource {

    @POST
    @Path("/website/crawl")
    public void crawl() { throw unsupported("website_crawl"); }

    @GET
    @Path("/website/crawl/status/{job}")
    public void crawled() { throw unsupported("website_crawl"); }

    @GET
    @Path("/notion/{path:.*}")
    public void readNotion() { throw unsupported("notion_import"); }

    @POST
    @Path("/notion/{path:.*}")
    public void importNotion() { throw unsupported("notion_import"); }

    private static Failure unsupported(String source) {
        return KnowledgeError.SOURCE_UNSUPPORTED.field("data_source_type", "unsupported",
                "%s is not supported yet: documents are made of uploaded files", source);
    }
}
