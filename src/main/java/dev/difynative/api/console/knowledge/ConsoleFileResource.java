package dev.difynative.api.console.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.files.FileError;
import dev.difynative.files.FileKind;
import dev.difynative.files.FileKinds;
import dev.difynative.files.FileView;
import dev.difynative.files.NewUpload;
import dev.difynative.files.NewUpload.Uploader;
import dev.difynative.files.UploadFiles;
import dev.difynative.knowledge.document.DocumentFormats;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Files that a member uploads before deciding what becomes of them. */
@Path("/console/api/files")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleFileResource {
    private static final int BATCH_LIMIT = 20;

    private final UploadFiles files;
    private final FileKinds kinds;
    private final ConsoleCaller caller;

    record UploadLimits(int fileSizeLimit, int batchCountLimit, int imageFileSizeLimit, int videoFileSizeLimit,
            int audioFileSizeLimit, int workflowFileUploadLimit) {}

    record Supported(List<String> allowedExtensions) {}

    ConsoleFileResource(UploadFiles files, FileKinds kinds, ConsoleCaller caller) {
        this.files = files;
        this.kinds = kinds;
        this.caller = caller;
    }

    @GET
    @Path("/upload")
    @Requires(Role.NORMAL)
    public UploadLimits limits() {
        return new UploadLimits(kinds.limitInMegabytes(FileKind.DOCUMENT), BATCH_LIMIT, kinds.limitInMegabytes(FileKind.IMAGE),
                kinds.limitInMegabytes(FileKind.VIDEO), kinds.limitInMegabytes(FileKind.AUDIO), kinds.workflowFileLimit());
    }

    @GET
    @Path("/support-type")
    @Requires(Role.NORMAL)
    public Supported supported() { return new Supported(DocumentFormats.all()); }

    /**
     * Takes one file. For a dataset it must be of a kind that can be read as a document; one for an avatar or an icon is an image
     * that is used for nothing else. Who may not edit sends images only.
     */
    @POST
    @Path("/upload")
    @Requires(Role.NORMAL)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public FileView upload(MultipartFormDataInput form) throws IOException {
        List<FormValue> sent = form.getValues().values().stream().flatMap(Collection::stream).filter(FormValue::isFileItem)
                .toList();
        if (sent.isEmpty()) {
            throw FileError.NO_FILE_UPLOADED.because("Please upload your file as the form field 'file'");
        }
        if (sent.size() > 1) {
            throw FileError.TOO_MANY_FILES.because("Only one file is taken at a time");
        }
        FormValue file = sent.getFirst();
        Set<String> sources = form.getValues().getOrDefault("source", List.of()).stream()
                .filter(value -> !value.isFileItem()).map(FormValue::getValue).collect(Collectors.toSet());
        boolean forDataset = sources.contains("datasets");
        boolean picture = sources.contains("avatars") || sources.contains("icons");
        if (!caller.role().atLeast(Role.EDITOR) && (forDataset || FileKind.ofName(file.getFileName()) != FileKind.IMAGE)) {
            throw FileError.UNSUPPORTED_FILE_TYPE.because("Without the role 'editor' only images are taken");
        }
        if (forDataset) {
            DocumentFormats.check(file.getFileName());
        }
        String type = file.getHeaders() == null ? null : file.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        try (InputStream content = file.getFileItem().getInputStream()) {
            return files.store(new NewUpload(caller.tenantId(), null, Uploader.account(caller.accountId()), file.getFileName(),
                    type == null ? MediaType.APPLICATION_OCTET_STREAM : type, picture), content);
        }
    }
}
