package dev.difynative.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class SchemaMigrationTest {
    private static final int STARTS = 4;

    @TempDir Path dataDir;
    EmbeddedPostgres postgres;
    SchemaMigration migration;

    @BeforeEach
    void startAnEmptyDatabase() {
        postgres = EmbeddedPostgres.in(dataDir).withProgramsIn(Path.of("target", "test-postgres")).throwAway();
        EmbeddedPostgres.Running running = postgres.start();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(running.jdbcUrl());
        database.setUser(running.username());
        database.setPassword(running.password());
        migration = new SchemaMigration(database);
    }

    @AfterEach
    void stop() { postgres.stop(); }

    @Test
    void severalStartsAtOnceApplyEachMigrationOnce() throws Exception {
        try (ExecutorService starts = Executors.newFixedThreadPool(STARTS)) {
            Callable<Integer> start = migration::migrate;
            int applied = 0;
            for (Future<Integer> one : starts.invokeAll(Stream.generate(() -> start).limit(STARTS).toList())) {
                applied += one.get();
            }
            assertEquals(SchemaMigration.versions().size(), applied);
        }
        assertTrue(migration.compare().complete());
    }

    @Test
    void aLaterBuildsMigrationIsReportedAndLeftAlone() throws SQLException {
        migration.migrate(List.of(1));
        assertEquals(SchemaMigration.versions().subList(1, SchemaMigration.versions().size()), migration.compare().missing());
        assertEquals(List.of(4711), SchemaMigration.compare(List.of(1, 4711)).unknown());
    }

    @Test
    void everyMigrationFileIsKnown() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            assertEquals(files.count(), SchemaMigration.versions().size());
        }
    }
}
