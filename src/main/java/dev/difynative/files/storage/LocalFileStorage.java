package dev.difynative.files.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.difynative.platform.error.CommonError;

/**
 * Keeps files in the data folder. A file appears under its name only when all of it is on the disk, so that a reader, a backup
 * or a restart after a crash never meets half of one.
 */
@Singleton
@Typed(LocalFileStorage.class)
class LocalFileStorage implements FileStorage {
    private static final Logger LOG = Logger.getLogger(LocalFileStorage.class);
    private static final Pattern KEY = Pattern.compile("[a-z0-9_-]+(/[a-z0-9_-]+)*");
    private static final int BUFFER_SIZE = 64 * 1024;
    /** Longer than any upload takes, because another instance may be writing into the same folder. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Path root;
    /** Files are written here first and then moved into place. */
    private final Path incoming;
    private final Clock clock;
    private final AtomicBoolean swept = new AtomicBoolean();

    LocalFileStorage(@ConfigProperty(name = "dify.data-dir", defaultValue = "data") Path dataDir, Clock clock) {
        root = dataDir.toAbsolutePath().normalize().resolve("files");
        incoming = root.resolve("incoming");
        this.clock = clock;
    }

    @Override
    public void write(String key, InputStream content) throws IOException {
        Path target = path(key);
        makeFolder();
        sweepOnce();
        Path partial = incoming.resolve(UUID.randomUUID() + ".partial");
        try {
            copy(content, partial);
            Files.createDirectories(target.getParent());
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            sync(target.getParent());
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(incoming);
        } catch (IOException refused) {
            LOG.errorf("Files cannot be stored below %s (%s): set DIFY_DATA_DIR to a folder that this user may write, or "
                    + "DIFY_STORAGE_KIND=s3 and a bucket", root, refused);
            throw CommonError.SERVICE_UNAVAILABLE.because("Files cannot be stored: the service has no folder for them");
        }
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(path(key), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public long size(String key) throws IOException { return Files.size(path(key)); }

    @Override
    public void delete(String key) throws IOException { Files.deleteIfExists(path(key)); }

    private Path path(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("Not a storage key: " + key);
        }
        return root.resolve(key);
    }

    private static void copy(InputStream content, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER_SIZE];
            java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(buffer);
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes.limit(read).position(0);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    /** A rename outlives a power failure only when its folder is on the disk too; some systems cannot open a folder. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            LOG.debugf("Folder %s cannot be synchronised: %s", folder, unsupported.getMessage());
        }
    }

    /** Removes what processes left behind that died during an upload. */
    private void sweepOnce() throws IOException {
        if (!swept.compareAndSet(false, true)) {
            return;
        }
        Instant abandonedBefore = clock.instant().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming)) {
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover).toInstant().isBefore(abandonedBefore)) {
                    Files.deleteIfExists(leftover);
                }
            }
        }
    }
}
