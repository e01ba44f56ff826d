package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Stops all processes of a PostgreSQL in their tracks: it is there, takes connections, and says nothing. */
public final class HangingPostgres implements AutoCloseable {
    private final List<Long> processes;

    private HangingPostgres(List<Long> processes) { this.processes = processes; }

    /** The one whose data folder this is hangs until the result is closed. */
    public static HangingPostgres in(Path dataDir) {
        try {
            long server = Long.parseLong(Files.readAllLines(dataDir.resolve("postgres/data/postmaster.pid")).getFirst().strip());
            signal("-STOP", List.of(server));
            // From now on it makes no further ones.
            List<Long> all = Stream.concat(Stream.of(server),
                    ProcessHandle.of(server).orElseThrow().descendants().map(ProcessHandle::pid)).toList();
            HangingPostgres hanging = new HangingPostgres(all);
            signal("-STOP", all);
            return hanging;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() { signal("-CONT", processes); }

    private static void signal(String signal, List<Long> processes) {
        List<String> command = Stream.concat(Stream.of("kill", signal), processes.stream().map(String::valueOf)).toList();
        try {
            new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
