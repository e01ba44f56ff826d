package dev.difynative.api.service.knowledge;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

import dev.difynative.api.Done;
import dev.difynative.api.knowledge.DownloadLink;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.api.knowledge.SetMetadata;
import dev.difynative.api.service.DatasetCaller;
import dev.difynative.knowledge.document.DocumentDownloads;
import dev.difynative.knowledge.document.DocumentDownloads.Download;
import dev.difynative.knowledge.document.DocumentService;
import dev.difynative.knowledge.metadata.MetadataService;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What describes documents, and the files that they were made of. */
@Path("/api/datasets/{id}/documents")
@RunOnVirtualThread
class ServiceDocumentContentResource {
    private final DocumentDownloads downloads;
    private final DocumentService documents;
    private final MetadataService metadata;
    private final DatasetCaller caller;

    record Several(List<String> documentIds) {}

    ServiceDocumentContentResource(DocumentDownloads downloads, DocumentService documents, MetadataService metadata,
            DatasetCaller caller) {
        this.downloads = downloads;
        this.documents = documents;
        this.metadata = metadata;
        this.caller = caller;
    }

    @POST
    @Path("/metadata")
    public Done setMetadata(@PathParam("id") String id, @NotNull SetMetadata body) {
        metadata.setValues(caller.viewer(), KnowledgeIds.dataset(id), body.operationData());
        return Done.SUCCESS;
    }

    @GET
    @Path("/{document}/download")
    public DownloadLink download(@PathParam("id") String id, @PathParam("document") String document, @Context UriInfo request) {
        return DownloadLink.of(downloads.link(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document)),
                request);
    }

    /** The older way to ask for a document's file. */
    @GET
    @Path("/{document}/upload-file")
    public UploadedFile uploadFile(@PathParam("id") String id, @PathParam("document") String document,
            @Context UriInfo request) {
        String url = download(id, document, request).url();
        return UploadedFile.of(documents.get(caller.viewer(), KnowledgeIds.dataset(id), KnowledgeIds.document(document))
                .dataSourceDetailDict().uploadFile(), url);
    }

    @POST
    @Path("/download-zip")
    public Response downloadSeveral(@PathParam("id") String id, @NotNull Several body) {
        List<Download> files = downloads.several(caller.viewer(), KnowledgeIds.dataset(id),
                KnowledgeIds.documents(body.documentIds()));
        return Response.ok((StreamingOutput) output -> downloads.zip(files, output), "application/zip")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=documents.zip").build();
    }
}
