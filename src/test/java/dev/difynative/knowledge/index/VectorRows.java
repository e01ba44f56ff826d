package dev.difynative.knowledge.index;

import java.io.IOException;
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

import org.postgresql.ds.PGSimpleDataSource;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.platform.bus.InstanceBus;
import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.platform.persistence.Ids;
import io.quarkus.runtime.configuration.MemorySize;

/** A database with nothing but the tables of the indexes, and a dataset of clustered vectors in it. */
final class VectorRows implements AutoCloseable {
    static final int DIMENSION = 96;
    private static final int VECTORS = 6_000;
    private static final String TABLES_OF_OTHERS = """
            CREATE TABLE datasets (id uuid PRIMARY KEY);
            CREATE TABLE documents (id uuid PRIMARY KEY, enabled boolean, archived boolean);
            CREATE TABLE segments (id uuid PRIMARY KEY, tenant_id uuid, dataset_id uuid, document_id uuid, enabled boolean);
            """;

    final PGSimpleDataSource database = new PGSimpleDataSource();
    final UUID tenant = Ids.next();
    final DatasetSnapshot dataset = new DatasetSnapshot(Ids.next(), tenant, "d", "", IndexingTechnique.HIGH_QUALITY, null,
            null, null, true, false, null);
    final UUID[] documents = {Ids.next(), Ids.next()};
    final IndexWriter writer;
    final VectorScan scan;
    private final EmbeddedPostgres server;
    private final Random random = new Random(11);
    private final float[][] centres = new float[40][];

    record Config(boolean pgvector, int pgvectorFrom, Optional<MemorySize> memory, MemorySize exactUpTo) implements IndexConfig {
        static Config with(boolean pgvector, long memory, long exactUpTo) {
            return new Config(pgvector, 1_000, Optional.of(size(memory)), size(exactUpTo));
        }

        private static MemorySize size(long bytes) { return new MemorySize(BigInteger.valueOf(bytes)); }
    }

    VectorRows(Path folder, Path programs) throws IOException, SQLException {
        server = EmbeddedPostgres.in(folder).withProgramsIn(programs).throwAway();
        EmbeddedPostgres.Running running = server.start();
        database.setUrl(running.jdbcUrl());
        database.setUser(running.username());
        database.setPassword(running.password());
        execute(TABLES_OF_OTHERS);
        for (String migration : List.of("V046__create_index_entries.sql", "V047__create_vector_tables.sql")) {
            execute(Files.readString(Path.of("src/main/resources/db/migration", migration)));
        }
        writer = new IndexWriter(database, Clock.systemUTC());
        scan = new VectorScan(database);
        fill();
    }

    @Override
    public void close() { server.stop(); }

    DatasetIndexes indexes(IndexConfig config) {
        return new DatasetIndexes(database, new VectorTables(database, config), scan, config, new InstanceBus());
    }

    int clusters() { return centres.length; }

    private void fill() throws SQLException {
        for (int i = 0; i < centres.length; i++) {
            centres[i] = gaussian(1);
        }
        execute("INSERT INTO datasets VALUES ('" + dataset.id() + "')");
        for (UUID document : documents) {
            execute("INSERT INTO documents VALUES ('" + document + "', true, false)");
        }
        List<IndexEntry> entries = new ArrayList<>();
        for (int i = 0; i < VECTORS; i++) {
            UUID id = Ids.next();
            entries.add(new IndexEntry(id, id, documents[i % 2], "text " + i, List.of(), vector(i % centres.length)));
        }
        execute(entries.stream().map(entry -> "('%s','%s','%s','%s',true)".formatted(entry.id(), tenant, dataset.id(),
                entry.documentId())).collect(Collectors.joining(",", "INSERT INTO segments VALUES ", "")));
        writer.put(dataset, entries);
    }

    float[] vector(int cluster) {
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

    static Set<UUID> ids(List<FoundSegment> found) {
        return found.stream().map(FoundSegment::segmentId).collect(Collectors.toCollection(HashSet::new));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
