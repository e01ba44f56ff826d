package dev.difynative.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.apps.config.ModelConfig;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Checks the files that come with a question and hands them to the model. */
@ApplicationScoped
public class AttachedFiles {
    private static final int MAX_URL_LENGTH = 4096;
    private static final String CUSTOM = "custom";
    private static final String REMOTE_URL = "remote_url";
    private static final String LOCAL_FILE = "local_file";

    private final UploadFiles uploads;
    private final FileKinds kinds;

    AttachedFiles(UploadFiles uploads, FileKinds kinds) {
        this.uploads = uploads;
        this.kinds = kinds;
    }

    /**
     * What is to be written of the files with their message. An app that takes no files ignores those that it is sent, as
     * published clients expect. An uploaded file must be of this app and this end user; who tries an app in the console is no end
     * user, and may send what members of the workspace have uploaded there, which is of no app.
     */
    public List<MessageFileRow> check(UUID tenantId, UUID appId, UUID endUserId, List<AttachedFile> files,
            ModelConfig.FileUpload rules) {
        if (files == null || files.isEmpty() || !rules.enabled()) {
            return List.of();
        }
        EventLoops.aboutToWait();
        return QuarkusTransaction.joiningExisting().call(() -> rows(tenantId, appId, endUserId, files, rules));
    }

    private List<MessageFileRow> rows(UUID tenantId, UUID appId, UUID endUserId, List<AttachedFile> files,
            ModelConfig.FileUpload rules) {
        if (files.size() > rules.numberLimits()) {
            throw CommonError.INVALID_PARAM.field("files", "length", "At most %d files can come with a question",
                    rules.numberLimits());
        }
        // In the order of their ids, files are listed as they were sent.
        List<UUID> ids = Stream.generate(Ids::next).limit(files.size()).sorted().toList();
        List<MessageFileRow> rows = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Item item = new Item(ids.get(i), "files[" + i + "]", files.get(i), rules);
            item.checkTypeAndMethod();
            rows.add(item.isLocal() ? local(item, tenantId, appId, endUserId) : item.remote());
        }
        return rows;
    }

    /** The images among the files as parts of a prompt: an uploaded one with its bytes, a remote one by its address. Reads the disk. */
    public List<ContentPart> toContentParts(UUID tenantId, List<MessageFileRow> files, String detail) {
        if (files.isEmpty()) {
            return List.of();
        }
        EventLoops.aboutToWait();
        List<MessageFileRow> images = files.stream().filter(file -> FileKind.IMAGE.wire().equals(file.type())).toList();
        Map<UUID, StoredFile> stored = stored(tenantId, images);
        List<ContentPart> parts = new ArrayList<>();
        for (MessageFileRow image : images) {
            if (image.uploadFileId() == null) {
                parts.add(new ContentPart.Image(image.url(), detail));
            } else if (stored.containsKey(image.uploadFileId())) {
                parts.add(new ContentPart.Image(uploads.readAsDataUrl(stored.get(image.uploadFileId()),
                        kinds.limitInBytes(FileKind.IMAGE)), detail));
            }
        }
        return parts;
    }

    private Map<UUID, StoredFile> stored(UUID tenantId, List<MessageFileRow> files) {
        List<UUID> ids = files.stream().map(MessageFileRow::uploadFileId).filter(Objects::nonNull).toList();
        Map<UUID, StoredFile> stored = new HashMap<>();
        uploads.findAll(tenantId, ids).forEach(file -> stored.put(file.id(), file));
        return stored;
    }

    private MessageFileRow local(Item item, UUID tenantId, UUID appId, UUID endUserId) {
        StoredFile stored = item.uploadId().flatMap(id -> uploads.findAll(tenantId, List.of(id)).stream().findFirst())
                .filter(file -> Objects.equals(endUserId, file.endUserId()) && (appId.equals(file.appId())
                        || endUserId == null && file.appId() == null))
                .orElseThrow(() -> item.fault("upload_file_id", "exists", "names no uploaded file of this user"));
        item.checkKind(stored.kind());
        item.checkExtension(stored.extension());
        return item.row(null, stored.id());
    }

    /** One file of the question with its place in the request. */
    private record Item(UUID id, String at, AttachedFile file, ModelConfig.FileUpload rules) {

        boolean isLocal() { return LOCAL_FILE.equals(file.transferMethod()); }

        void checkTypeAndMethod() {
            if (file == null) {
                throw Parameters.missing(at);
            }
            boolean known = CUSTOM.equals(file.type()) || FileKind.find(file.type()).isPresent();
            if (!known) {
                throw fault("type", "enum", "must be one of image, document, audio, video, custom");
            }
            if (!rules.types().isEmpty() && !rules.types().contains(file.type())) {
                throw fault("type", "enum", "must be one of " + String.join(", ", rules.types()) + " in this app");
            }
            if (!isLocal() && !REMOTE_URL.equals(file.transferMethod())) {
                throw fault("transfer_method", "enum", "must be remote_url or local_file");
            }
            if (!rules.methods().isEmpty() && !rules.methods().contains(file.transferMethod())) {
                throw fault("transfer_method", "enum", "must be " + String.join(" or ", rules.methods()) + " in this app");
            }
        }

        /** What is given to a model as an image must be one; only {@code custom} takes anything. */
        void checkKind(FileKind kind) {
            if (!file.type().equals(CUSTOM) && !file.type().equals(kind.wire())) {
                throw fault("type", "mismatch", "does not match the uploaded file, which is of type " + kind.wire());
            }
        }

        /** Extensions bound only files of the type custom; the other types are bound by what they are. */
        void checkExtension(String extension) {
            boolean allowed = rules.extensions().isEmpty() || rules.extensions().stream()
                    .anyMatch(candidate -> candidate.replaceFirst("^\\.", "").equalsIgnoreCase(extension));
            if (file.type().equals(CUSTOM) && !allowed) {
                throw fault("type", "extension", "must have one of the extensions " + String.join(", ", rules.extensions()));
            }
        }

        MessageFileRow remote() {
            if (!isHttpUrl(file.url())) {
                throw fault("url", "format", "must be an http or https address");
            }
            checkExtension(RemoteName.extension(file.url()));
            return row(file.url(), null);
        }

        MessageFileRow row(String url, UUID uploadId) {
            return new MessageFileRow(id, file.type(), file.transferMethod(), url, uploadId, MessageFileRow.USER);
        }

        Optional<UUID> uploadId() {
            try {
                return Optional.ofNullable(file.uploadFileId()).map(UUID::fromString);
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        }

        Failure fault(String field, String rule, String message) {
            return CommonError.INVALID_PARAM.field(at + "." + field, rule, "Parameter '%s.%s' %s", at, field, message);
        }

        private static boolean isHttpUrl(String url) {
            try {
                URI uri = url == null || url.length() > MAX_URL_LENGTH ? URI.create("") : new URI(url);
                return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                        && uri.getHost() != null;
            } catch (URISyntaxException malformed) {
                return false;
            }
        }
    }
}
