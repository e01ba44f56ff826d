package dev.difynative.api.console.annotations;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.apps.annotation.AnnotationImports;
import dev.difynative.apps.annotation.AnnotationReplies;
import dev.difynative.apps.annotation.ImportView;
import dev.difynative.apps.annotation.JobView;
import dev.difynative.files.FileError;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Annotations that come as files. */
@Path("/console/api/apps/{app}/annotations")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleAnnotationImportResource {
    private static final int MOST_MEGABYTES = 2;

    private final AnnotationImports imports;
    private final AnnotationReplies replies;
    private final OwnApp app;
    private final ConsoleCaller caller;

    ConsoleAnnotationImportResource(AnnotationImports imports, AnnotationReplies replies, OwnApp app, ConsoleCaller caller) {
        this.imports = imports;
        this.replies = replies;
        this.app = app;
        this.caller = caller;
    }

    @POST
    @Path("/batch-import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public ImportView read(@PathParam("app") String appId, MultipartFormDataInput form) throws IOException {
        return imports.read(caller.tenantId(), app.id(appId), caller.accountId(), csv(form));
    }

    @GET
    @Path("/batch-import-status/{job}")
    public JobView status(@PathParam("app") String appId, @PathParam("job") String job) {
        return replies.status(caller.tenantId(), app.id(appId), AnnotationReplies.Action.IMPORT, job);
    }

    private static byte[] csv(MultipartFormDataInput form) throws IOException {
        List<FormValue> files = List.copyOf(form.getValues().getOrDefault("file", List.of()));
        if (files.isEmpty() || !files.getFirst().isFileItem()) {
            throw FileError.NO_FILE_UPLOADED.because("Please upload a CSV file as the form field 'file'");
        }
        if (files.size() > 1) {
            throw FileError.TOO_MANY_FILES.because("Only one file is taken at a time");
        }
        FormValue file = files.getFirst();
        if (file.getFileItem().getFileSize() > MOST_MEGABYTES * 1024L * 1024) {
            throw FileError.FILE_TOO_LARGE.because("The file is larger than %d MB", MOST_MEGABYTES);
        }
        try (InputStream content = file.getFileItem().getInputStream()) {
            return content.readAllBytes();
        }
    }
}
