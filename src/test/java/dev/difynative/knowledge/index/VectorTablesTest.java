package dev.difynative.knowledge.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.platform.bus.InstanceBus;
import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.runtime.configuration.MemorySize;

/** Runs where DIFY_TEST_POSTGRES names a PostgreSQL that has pgvector (benchmarks/retrieval/pgvector.sh makes one). */
class VectorTablesTest {
    private static final int VECTORS = 6_000;
    private static final int DIMENSION = 96;
    private static final String TABLES_OF_OTHERS = """
            CREATE TABLE datasets (id uuid PRIMARY KEY);
            CREATE TABLE documents (id uuid PRIMARY KEY, enabled boolean, archived boolean);
            CREATE TABLE segments (id uuid PRIMARY KEY, tenant_id uuid, dataset_id uuid, document_id uuid, enabled boolean);
            """;
    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static PGSimpleDataSource database;

    private final Random random = new Random(11);
    private final UUID tenant = Ids.next();
    private final DatasetSnapshot dataset = new DatasetSnapshot(Ids.next(), tenant, "d", "", IndexingTechnique.HIGH_QUALITY, null,
            null, null, false, null);
    private final UUID[] documents = {Ids.next(), Ids.next()};
    private final List<IndexEntry> entries = new ArrayList<>();
    private final float[][] centres = new float[40][];

    private record Config(boolean pgvector, int pgvectorFrom, Optional<MemorySize> memory) implements IndexConfig {
        Config(boolean pgvector) { this(pgvector, 1_000, Optional.empty()); }
    }

    @BeforeAll
    static void startServer() throws Exception {
        String programs = System.getenv("DIFY_TEST_POSTGRES");
        assumeTrue(programs != null, "DIFY_TEST_POSTGRES names no PostgreSQL that has pgvector; its search is not tested");
        server = EmbeddedPostgres.in(folder).withProgramsIn(Path.of(programs)).throwAway();
        EmbeddedPostgres.Running running = server.start();
        database = new PGSimpleDataSource();
        database.setUrl(running.jdbcUrl());
        database.setUser(running.username());
        database.setPassword(running.password());
        execute(TABLES_OF_OTHERS);
        for (String migration : List.of("V046__create_index_entries.sql", "V047__create_vector_tables.sql")) {
            execute(Files.readString(Path.of("src/main/resources/db/migration", migration)));
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void aLargeDatasetMovesToPgvectorAndFindsTheSame() throws Exception {
        IndexWriter writer = new IndexWriter(database, Clock.systemUTC());
        fill(writer);
        Config config = new Config(true);
        VectorTables tables = new VectorTables(database, config);
        VectorScan scan = new VectorScan(database);
        DatasetIndexes indexes = new DatasetIndexes(database, tables, scan, config, new InstanceBus());
        assertFalse(tables.serves(tenant, dataset.id()));
        assertEquals(10, indexes.nearest(tenant, dataset.id(), vector(0), null, 10).size());
        for (int tries = 0; !tables.serves(tenant, dataset.id()); tries++) {
            assertTrue(tries < 600, "pgvector's table was not made within a minute");
            Thread.sleep(100);
        }

        int same = 0;
        for (int question = 0; question < 100; question++) {
            float[] query = vector(question % centres.length);
            Set<UUID> exact = ids(Near.grouped(10, wanted -> scan.nearest(tenant, dataset.id(), query, null, wanted)));
            exact.retainAll(ids(indexes.nearest(tenant, dataset.id(), query, null, 10)));
            same += exact.size();
        }
        assertFalse(indexes.current(tenant, dataset.id()).hasVectors());
        assertTrue(same >= 980, same + " of 1000 are those of the exact search");

        float[] query = vector(1);
        FoundSegment best = indexes.nearest(tenant, dataset.id(), query, null, 1).getFirst();
        writer.segmentsSwitched(tenant, dataset.id(), List.of(best.segmentId()), false);
        assertFalse(ids(indexes.nearest(tenant, dataset.id(), query, null, 10)).contains(best.segmentId()));
        writer.segmentsSwitched(tenant, dataset.id(), List.of(best.segmentId()), true);
        assertEquals(best.segmentId(), indexes.nearest(tenant, dataset.id(), query, null, 1).getFirst().segmentId());
        writer.removeSegments(tenant, dataset.id(), List.of(best.segmentId()));
        assertFalse(ids(indexes.nearest(tenant, dataset.id(), query, null, 10)).contains(best.segmentId()));

        List<FoundSegment> filtered = indexes.nearest(tenant, dataset.id(), query, Set.of(documents[0]), 10);
        assertEquals(Set.of(documents[0]), filtered.stream().map(FoundSegment::documentId).collect(Collectors.toSet()));
        assertEquals(10, filtered.size());

        writer.removeDataset(tenant, dataset.id());
        assertFalse(tables.serves(tenant, dataset.id()));
    }

    @Test
    void whatDoesNotFitTheMemoryIsReadForEachSearch() throws SQLException {
        IndexWriter writer = new IndexWriter(database, Clock.systemUTC());
        fill(writer);
        IndexConfig config = new Config(false, 1_000, Optional.of(new MemorySize(BigInteger.valueOf(100_000))));
        DatasetIndexes indexes = new DatasetIndexes(database, new VectorTables(database, config), new VectorScan(database),
                config, new InstanceBus());
        float[] query = vector(3);
        List<FoundSegment> found = indexes.nearest(tenant, dataset.id(), query, null, 10);
        assertFalse(indexes.current(tenant, dataset.id()).hasVectors());
        DatasetIndexes roomy = new DatasetIndexes(database, new VectorTables(database, new Config(false)),
                new VectorScan(database), new Config(false), new InstanceBus());
        assertEquals(ids(roomy.nearest(tenant, dataset.id(), query, null, 10)), ids(found));
    }

    private void fill(IndexWriter writer) throws SQLException {
        for (int i = 0; i < centres.length; i++) {
            centres[i] = gaussian(1);
        }
        execute("INSERT INTO datasets VALUES ('" + dataset.id() + "')");
        for (UUID document : documents) {
            execute("INSERT INTO documents VALUES ('" + document + "', true, false)");
        }
        for (int i = 0; i < VECTORS; i++) {
            UUID id = Ids.next();
            entries.add(new IndexEntry(id, id, documents[i % 2], "text " + i, List.of(), vector(i % centres.length)));
        }
        execute(entries.stream().map(entry -> "('%s','%s','%s','%s',true)".formatted(entry.id(), tenant, dataset.id(),
                entry.documentId())).collect(Collectors.joining(",", "INSERT INTO segments VALUES ", "")));
        writer.put(dataset, entries);
    }

    private float[] vector(int cluster) {
        float[] vector = gaussian(0.35f);
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += centres[cluster][i];
        }
        return VectorBlock.normalised(vector);
    }

    private float[] gaussian(float width) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = width * (float) random.nextGaussian();
        }
        return vector;
    }

    private static Set<UUID> ids(List<FoundSegment> found) {
        return found.stream().map(FoundSegment::segmentId).collect(Collectors.toCollection(HashSet::new));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
