package dev.difynative.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import dev.difynative.files.storage.FileStorage;
import dev.difynative.platform.persistence.AfterCommit;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.Allowances;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Takes files in and gives them out again. */
@ApplicationScoped
public class UploadFiles {
    private static final Logger LOG = Logger.getLogger(UploadFiles.class);
    private static final Pattern MIME_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");

    private final FileStorage storage;
    private final FileKinds kinds;
    private final FileUrls urls;
    private final Allowances allowances;
    private final AfterCommit afterCommit;
    private final Clock clock;

    UploadFiles(FileStorage storage, FileKinds kinds, FileUrls urls, Allowances allowances,
            AfterCommit afterCommit, Clock clock) {
        this.storage = storage;
        this.kinds = kinds;
        this.urls = urls;
        this.allowances = allowances;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Checks and keeps a file; of one that is refused, or whose upload breaks off, nothing is left. Not within a transaction. */
    public FileView store(NewUpload upload, InputStream content) {
        UploadFile file = checked(upload);
        try {
            allowances.forFile(file.tenantId, 1);
            byte[] head = content.readNBytes(ImageFormat.HEAD_LENGTH);
            checkImage(file, head);
            long limit = kinds.limitInBytes(FileKind.ofExtension(file.extension));
            MeteredStream metered = new MeteredStream(new SequenceInputStream(new ByteArrayInputStream(head), content), limit,
                    FileError.FILE_TOO_LARGE.because("The file is larger than %d MB", limit >> 20));
            storage.write(file.storageKey, metered);
            file.size = metered.size();
            file.sha256 = metered.sha256();
            return persisted(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("The file could not be stored", broken);
        }
    }

    /** A file that this person uploaded in the console, in whichever workspace. */
    @Transactional
    public Optional<StoredFile> findOfAccount(UUID accountId, UUID id) {
        return UploadFile.findOfAccount(accountId, id).map(StoredFile::of);
    }

    /** A file that some member uploaded to the workspace. */
    @Transactional
    public Optional<StoredFile> findOfMembers(UUID tenantId, UUID id) {
        return UploadFile.findOfMembers(tenantId, id).map(StoredFile::of);
    }

    /** Files of a workspace by id; one that does not exist (any more) is left out. */
    @Transactional
    public List<StoredFile> findAll(UUID tenantId, Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : UploadFile.listByIds(tenantId, ids).stream().map(StoredFile::of).toList();
    }

    /** The same as they are shown, by id. */
    @Transactional
    public Map<UUID, FileView> views(UUID tenantId, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : UploadFile.listByIds(tenantId, ids).stream()
                        .collect(Collectors.toMap(file -> file.id, file -> FileView.of(file, url(file))));
    }

    /** Where a client fetches the file, without a key and for some minutes. */
    public String url(StoredFile file) {
        return urls.shown(file.tenantId(), file.id(), file.kind());
    }

    /** The bytes from {@code offset} on; the caller closes them. */
    public InputStream open(StoredFile file, long offset) {
        try {
            return storage.open(file.storageKey(), offset);
        } catch (IOException lost) {
            throw new UncheckedIOException("The bytes of file " + file.id() + " cannot be read", lost);
        }
    }

    /** The whole file as a {@code data:} URL; one of more than {@code maxBytes} is refused. */
    public String readAsDataUrl(StoredFile file, long maxBytes) {
        if (file.size() > maxBytes) {
            throw FileError.FILE_TOO_LARGE.because("The file '%s' is too large to be shown to a model", file.name());
        }
        try (InputStream content = open(file, 0)) {
            return "data:" + file.mimeType() + ";base64," + Base64.getEncoder().encodeToString(content.readAllBytes());
        } catch (IOException lost) {
            throw new UncheckedIOException("The bytes of file " + file.id() + " cannot be read", lost);
        }
    }

    /** Deletes the files of an app that is being deleted; their bytes go when the transaction is committed. */
    @Transactional
    public void deleteOfApp(UUID tenantId, UUID appId) {
        List<String> keys = UploadFile.storageKeysOfApp(tenantId, appId);
        UploadFile.delete("tenantId = ?1 and appId = ?2", tenantId, appId);
        afterCommit.run(() -> keys.forEach(this::deleteQuietly));
    }

    /** Deletes files of a workspace; their bytes go when the transaction is committed. */
    @Transactional
    public void deleteAll(UUID tenantId, Collection<UUID> ids) {
        List<UploadFile> gone = ids.isEmpty() ? List.of() : UploadFile.listByIds(tenantId, ids);
        List<String> keys = gone.stream().map(file -> file.storageKey).toList();
        gone.forEach(UploadFile::delete);
        afterCommit.run(() -> keys.forEach(this::deleteQuietly));
    }

    /**
     * Deletes a picture that this person uploaded and that shows nothing any more; its bytes go when the transaction is committed.
     * Other files stay.
     */
    @Transactional
    public void deletePicture(UUID accountId, UUID id) {
        UploadFile.deletePicture(accountId, id).ifPresent(key -> afterCommit.run(() -> deleteQuietly(key)));
    }

    /** Deletes the bytes of files whose rows are gone. */
    void deleteBytes(Collection<String> storageKeys) {
        storageKeys.forEach(this::deleteQuietly);
    }

    private String url(UploadFile file) { return url(StoredFile.of(file)); }

    private UploadFile checked(NewUpload upload) {
        FileName name = FileName.of(upload.name());
        UploadFile file = new UploadFile();
        file.id = Ids.next();
        file.tenantId = upload.tenantId();
        file.appId = upload.appId();
        file.name = name.text();
        file.extension = name.extension();
        file.mimeType = mimeType(upload.mimeType());
        file.storageKey = storageKey(upload.tenantId(), file.id);
        file.createdByEndUser = upload.by().endUserId();
        file.createdByAccount = upload.by().accountId();
        file.createdAt = clock.instant();
        file.picture = upload.picture();
        if (file.picture && FileKind.ofExtension(file.extension) != FileKind.IMAGE) {
            throw FileError.UNSUPPORTED_FILE_TYPE.because("The file '%s' is not an image", file.name);
        }
        if (kinds.isBlocked(file.extension)) {
            throw FileError.FILE_EXTENSION_BLOCKED.because("Files with the extension '%s' are not taken", file.extension);
        }
        return file;
    }

    private static String mimeType(String declared) {
        String type = declared == null ? "" : declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MIME_TYPE.matcher(type).matches()) {
            throw FileError.UNSUPPORTED_FILE_TYPE.because("The file has no media type");
        }
        return type;
    }

    /** The end of a time-ordered id is random, so it spreads files evenly over 256 folders. */
    private static String storageKey(UUID tenantId, UUID id) {
        String name = id.toString();
        return "upload/" + tenantId + "/" + name.substring(name.length() - 2) + "/" + name;
    }

    /** An image gets the media type that it has, whatever its client says. */
    private static void checkImage(UploadFile file, byte[] head) {
        if (FileKind.ofExtension(file.extension) == FileKind.IMAGE) {
            file.mimeType = ImageFormat.of(head).map(ImageFormat::mimeType).orElseThrow(() -> FileError.UNSUPPORTED_FILE_TYPE
                    .because("The file '%s' is not an image of a kind that is taken: JPEG, PNG, GIF or WebP", file.name));
        }
    }

    private FileView persisted(UploadFile file) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                allowances.forFile(file.tenantId, file.size);
                file.persist();
            });
            return FileView.of(file, url(file));
        } catch (RuntimeException unsaved) {
            deleteQuietly(file.storageKey);
            throw unsaved;
        }
    }

    private void deleteQuietly(String key) {
        try {
            storage.delete(key);
        } catch (IOException left) {
            LOG.warnf("File %s is no longer needed but could not be deleted: %s", key, left.getMessage());
        }
    }
}
