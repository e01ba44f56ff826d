package dev.difynative.api.knowledge;

import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import dev.difynative.files.FileError;
import dev.difynative.files.FileLinks;
import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.persistence.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Gives out the file that a signed link opens. It is sent as a download, so that no browser runs it as a page of ours, unless
 * its bytes have been seen to be an image.
 */
@Path("/files")
@RunOnVirtualThread
class FileDownloadResource {
    private final FileLinks links;
    private final UploadFiles files;

    FileDownloadResource(FileLinks links, UploadFiles files) {
        this.links = links;
        this.files = files;
    }

    @GET
    @Path("/{id}/file-preview")
    public Response download(@PathParam("id") String id, @QueryParam("sign") String sign) {
        StoredFile file = found(links::opened, id, sign);
        return content(file, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''"
                        + URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20"))
                .build();
    }

    @GET
    @Path("/{id}/image-preview")
    public Response show(@PathParam("id") String id, @QueryParam("sign") String sign) {
        StoredFile image = found(links::openedImage, id, sign);
        return content(image, image.mimeType()).build();
    }

    private static StoredFile found(BiFunction<UUID, String, Optional<StoredFile>> link, String id, String sign) {
        return link.apply(Ids.parse(id, FileError.FILE_NOT_FOUND, "File"), sign == null ? "" : sign)
                .orElseThrow(() -> FileError.FILE_NOT_FOUND.because("The link is invalid or too old"));
    }

    private Response.ResponseBuilder content(StoredFile file, String type) {
        StreamingOutput content = output -> {
            try (InputStream input = files.open(file, 0)) {
                input.transferTo(output);
            }
        };
        return Response.ok(content, type).header(HttpHeaders.CONTENT_LENGTH, file.size())
                .header("X-Content-Type-Options", "nosniff");
    }
}
