package dev.difynative.platform.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One service process per data folder: a lock that the operating system lets go of however the process ends. */
public final class FolderLock implements AutoCloseable {
    private static final String NAME = "service.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) { this.channel = channel; }

    /** Takes the lock; empty when another process, or another part of this one, has it. */
    public static Optional<FolderLock> tryTake(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            FileChannel channel = FileChannel.open(dataDir.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new FolderLock(channel));
        } catch (IOException e) {
            throw new DatabaseException("The data folder " + dataDir.toAbsolutePath() + " cannot be used (" + e
                    + "). Make it writable, or name another one with DIFY_DATA_DIR.", e);
        }
    }

    /** Takes the lock, or says who has it and what can be done. */
    public static FolderLock take(Path dataDir) {
        return tryTake(dataDir).orElseThrow(() -> new DatabaseException("Another dify-native" + holder(dataDir)
                + " is using the data folder " + dataDir.toAbsolutePath().normalize()
                + ". Stop it first, or give this one a folder and a port of its own:"
                + " DIFY_DATA_DIR=/some/folder QUARKUS_HTTP_PORT=5002. To run several on one database,"
                + " set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL of your own."));
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(Path dataDir) {
        try {
            String pid = Files.readString(dataDir.resolve(NAME), StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "" : " (process " + pid + ")";
        } catch (IOException unreadable) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DatabaseException("The lock of the data folder cannot be released", e);
        }
    }
}
