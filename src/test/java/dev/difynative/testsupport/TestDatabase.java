package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.difynative.platform.database.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A throw-away PostgreSQL and data folder, started once per test run. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private static final Path BINARIES = Path.of("target", "test-postgres");
    private static final Path FOLDERS = Path.of("target", "test-database").toAbsolutePath();
    private static EmbeddedPostgres.Running running;
    private static Path folder;

    @Override
    public Map<String, String> start() {
        synchronized (TestDatabase.class) {
            if (running == null) {
                deleteLeftovers();
                folder = FOLDERS.resolve(Long.toString(ProcessHandle.current().pid()));
                running = server(folder).start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            }
        }
        return Map.of("quarkus.datasource.jdbc.url", running.jdbcUrl(), "quarkus.datasource.username", running.username(),
                "quarkus.datasource.password", running.password(), "dify.data-dir", folder.toString());
    }

    /** The server outlives the application that is restarted for another test profile. */
    @Override
    public void stop() {}

    private static EmbeddedPostgres server(Path folder) {
        return EmbeddedPostgres.in(folder).withProgramsIn(BINARIES).throwAway();
    }

    /** A test run that was killed leaves its server behind. */
    private static void deleteLeftovers() {
        for (Path leftover : children(FOLDERS)) {
            long pid = Long.parseLong(leftover.getFileName().toString());
            if (ProcessHandle.of(pid).isEmpty()) {
                remove(leftover);
            }
        }
    }

    private static void remove(Path folder) {
        server(folder).stop();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> children = Files.list(folder)) {
                return children.toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
