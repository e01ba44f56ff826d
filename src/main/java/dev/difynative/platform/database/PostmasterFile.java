package dev.difynative.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a running server says of itself in {@code postmaster.pid}: its process, its cluster, its port, and whether it is ready. */
record PostmasterFile(long pid, Path cluster, int port, boolean ready) {
    private static final String NAME = "postmaster.pid";
    /** Above the highest process number of Linux and macOS. */
    private static final String NO_PROCESS = "99999999";

    /** Reads the file; empty when there is none, or when it is still being written. */
    static Optional<PostmasterFile> read(Path cluster) throws IOException {
        List<String> lines = lines(cluster);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            long pid = Math.abs(Long.parseLong(lines.getFirst().strip()));
            Path named = lines.size() > 1 ? Path.of(lines.get(1)) : cluster;
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
            boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
            return Optional.of(new PostmasterFile(pid, named, port, ready));
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    /** Whether the process is alive and is the server of this cluster, not another one that got its number. */
    boolean isServerOf(Path cluster) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        try {
            // The server's working folder is its cluster.
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), cluster);
        } catch (IOException notLinux) {
            return process.get().info().command().map(command -> command.endsWith("postgres")).orElse(false);
        }
    }

    /** Whether the cluster has been moved to this place while the server ran, which looks for its programs where they were. */
    boolean wasMovedTo(Path place) throws IOException {
        return Files.notExists(cluster) || !Files.isSameFile(cluster, place);
    }

    /**
     * Makes a file whose process is not the server one of a dead process. PostgreSQL then takes it away itself, and only
     * when the shared memory named there is no longer in use; deleting the file would skip that check.
     */
    static void disown(Path cluster) throws IOException {
        List<String> lines = new ArrayList<>(lines(cluster));
        if (!lines.isEmpty()) {
            lines.set(0, NO_PROCESS);
            Files.write(cluster.resolve(NAME), lines);
        }
    }

    private static List<String> lines(Path cluster) throws IOException {
        try {
            return Files.readAllLines(cluster.resolve(NAME));
        } catch (NoSuchFileException notRunning) {
            return List.of();
        }
    }
}
