package dev.difynative.workflow.node.file;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import dev.difynative.files.FileKind;
import dev.difynative.files.FileView;
import dev.difynative.files.NewUpload;
import dev.difynative.files.StoredFile;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.RunScope;
import dev.difynative.workflow.value.Value;

/** The bytes of the files that nodes work with, and files of the bytes that nodes make. */
@Singleton
public class NodeFiles {
    private static final int MOST_REMOTE = 50 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final UploadFiles uploads;
    private final OutboundClient http;

    NodeFiles(UploadFiles uploads, OutboundClient http) {
        this.uploads = uploads;
        this.http = http;
    }

    /** A file as it is handed out; {@code mimeType} is what it is called there, or null. */
    public record Opened(InputStream content, String mimeType) implements Closeable {
        @Override
        public void close() throws IOException { content.close(); }
    }

    /** The whole file; the caller closes it. */
    public Opened open(NodeContext context, Value.FileRef file) throws InterruptedException {
        if (file.relatedId() != null) {
            StoredFile stored = uploads.findAll(context.run().tenantId(), List.of(file.relatedId())).stream().findFirst()
                    .orElseThrow(() -> new NodeFailure("FileNotFound",
                            "The file '%s' does not exist any more".formatted(file.filename())));
            return new Opened(uploads.open(stored, 0), stored.mimeType());
        }
        if (file.remoteUrl() == null) {
            throw new NodeFailure("FileNotFound", "The file '%s' has no content".formatted(file.filename()));
        }
        OutboundRequest request = OutboundRequest.get(OutboundPolicy.UNTRUSTED, file.remoteUrl())
                .with(new OutboundRequest.Options(PATIENCE, MOST_REMOTE, 5));
        CompletableFuture<OutboundResponse> call = http.send(request);
        context.onCancel(() -> call.cancel(true));
        OutboundResponse response = context.await(call);
        if (!response.successful()) {
            throw new NodeFailure("FileNotFound",
                    "The file '%s' cannot be fetched: status %d".formatted(file.filename(), response.status()));
        }
        return new Opened(new ByteArrayInputStream(response.body().getBytes()), response.headers().get("content-type"));
    }

    public byte[] read(NodeContext context, Value.FileRef file, long most) throws InterruptedException {
        try (Opened opened = open(context, file)) {
            byte[] bytes = opened.content().readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
            if (bytes.length > most) {
                throw new NodeFailure("FileTooLarge", "The file '%s' is larger than %d bytes".formatted(file.filename(), most));
            }
            return bytes;
        } catch (IOException lost) {
            throw new UncheckedIOException("The file '" + file.filename() + "' cannot be read", lost);
        }
    }

    /** Keeps bytes that a node has made as a file of the app. */
    public Value.FileRef keep(RunScope run, byte[] bytes, String name, String mimeType) {
        NewUpload.Uploader by = run.endUserId() != null
                ? NewUpload.Uploader.endUser(run.endUserId())
                : NewUpload.Uploader.account(run.accountId());
        FileView kept = uploads.store(new NewUpload(run.tenantId(), run.appId(), by, name, mimeType),
                new ByteArrayInputStream(bytes));
        String extension = kept.extension() == null || kept.extension().isEmpty() ? "" : "." + kept.extension();
        return new Value.FileRef(Ids.next().toString(), run.tenantId(), FileKind.ofExtension(kept.extension()).wire(),
                "tool_file", null,
                kept.id(), kept.name(), extension, kept.mimeType(), kept.size(), kept.sourceUrl());
    }
}
