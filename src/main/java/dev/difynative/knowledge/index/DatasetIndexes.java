package dev.difynative.knowledge.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import org.postgresql.PGStatement;

import dev.difynative.platform.bus.InstanceBus;
import dev.difynative.platform.persistence.Transactions;

/**
 * Keeps the indexes of the datasets that are being searched in memory, within a bound, and as new as the database: before each
 * search the dataset's version is read, and if it is higher than that in memory, the entries that changed since. So instances
 * agree without telling each other anything.
 */
@ApplicationScoped
public class DatasetIndexes {
    private static final String REMOVED = "dataset-removed";
    private static final int BATCH = 1000;
    /** Where more texts than this are as near as the last one found, which of them are shown does not matter. */
    private static final int MOST_CANDIDATES = 1000;
    private static final String VERSION = "SELECT version, purged_version FROM index_versions WHERE tenant_id = ? AND dataset_id = ?";
    private static final String ENTRIES = """
            SELECT id, segment_id, document_id, version, removed_at IS NOT NULL, enabled AND searchable,
                CASE WHEN content_version > ? THEN terms END, CASE WHEN ? AND content_version > ? THEN vector END
            FROM index_entries WHERE tenant_id = ? AND dataset_id = ? AND version > ? AND (removed_at IS NULL OR ? > 0)
            ORDER BY version, id""";

    private final DataSource database;
    private final VectorTables tables;
    private final VectorScan scan;
    private final IndexConfig config;
    private final InstanceBus bus;
    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong uses = new AtomicLong();
    private final long maxBytes;
    private final long exactUpTo;

    /** A dataset's index, with the lock that lets one caller at a time bring it up to date. */
    private static final class Held {
        volatile DatasetIndex index = new DatasetIndex(false, 0);
        volatile long lastUse;
    }

    private record Version(long current, long purged) {}

    DatasetIndexes(DataSource database, VectorTables tables, VectorScan scan, IndexConfig config, InstanceBus bus) {
        this.database = database;
        this.tables = tables;
        this.scan = scan;
        this.config = config;
        this.bus = bus;
        exactUpTo = config.exactUpTo().asLongValue();
        maxBytes = config.memory().map(size -> size.asLongValue()).orElseGet(() -> Runtime.getRuntime().maxMemory() / 2);
        bus.subscribe(REMOVED, dataset -> held.remove(UUID.fromString(dataset)));
    }

    /** No instance keeps the index of a dataset that is gone. */
    void removed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DatasetRemoved dataset) {
        bus.publish(REMOVED, dataset.datasetId().toString());
    }

    /** The index as the database has it now. */
    public DatasetIndex current(UUID tenantId, UUID datasetId) {
        try {
            Version version = version(tenantId, datasetId);
            if (version.current() == 0) {
                held.remove(datasetId);
                return new DatasetIndex(false, 0);
            }
            Held dataset = held.computeIfAbsent(datasetId, unused -> new Held());
            dataset.lastUse = uses.incrementAndGet();
            if (dataset.index.version() < version.current()) {
                synchronized (dataset) {
                    catchUp(dataset, tenantId, datasetId);
                }
                makeRoom(dataset);
            }
            return dataset.index;
        } catch (SQLException fault) {
            throw new IllegalStateException("The index of dataset " + datasetId + " could not be read", fault);
        }
    }

    /**
     * The segments nearest to the query by cosine: by pgvector where the dataset has a table there, else in memory, else, where
     * that is too small for the dataset, by reading all its vectors.
     */
    public List<FoundSegment> nearest(UUID tenantId, UUID datasetId, float[] query, Set<UUID> onlyDocuments, int limit) {
        Held loaded = held.get(datasetId);
        if (loaded != null && !loaded.index.hasVectors() && tables.served(datasetId)) {
            loaded.lastUse = uses.incrementAndGet();
            return byTable(tenantId, datasetId, query, onlyDocuments, limit);
        }
        DatasetIndex index = current(tenantId, datasetId);
        int inMemory = index.vectors(query.length);
        if ((!index.hasVectors() || inMemory >= config.pgvectorFrom()) && tables.serves(tenantId, datasetId)) {
            index.dropVectors();
            return byTable(tenantId, datasetId, query, onlyDocuments, limit);
        }
        if (!index.hasVectors()) {
            return Near.grouped(limit, wanted -> scan.nearest(tenantId, datasetId, query, onlyDocuments, wanted));
        }
        tables.consider(tenantId, datasetId, query.length, inMemory);
        return index.isRough(query.length)
                ? Near.grouped(limit, wanted -> refined(tenantId, datasetId, index, query, onlyDocuments, wanted))
                : index.nearest(query, onlyDocuments, limit);
    }

    /** The exact vectors of the candidates decide; until none that is not among them can be nearer, there are more of them. */
    private List<Near> refined(UUID tenantId, UUID datasetId, DatasetIndex index, float[] query, Set<UUID> onlyDocuments,
            int limit) {
        for (int wanted = 4 * limit + 20;; wanted *= 4) {
            List<Near> candidates = index.candidates(query, onlyDocuments, wanted);
            List<Near> exact = scan.exactly(tenantId, datasetId, candidates, query);
            boolean proven = candidates.size() < wanted
                    || exact.size() >= limit && exact.get(limit - 1).cosine() >= candidates.getLast().cosine();
            if (proven || wanted > MOST_CANDIDATES) {
                return exact.size() > limit ? exact.subList(0, limit) : exact;
            }
        }
    }

    /** Where the table is behind and cannot catch up now, the vectors are read one by one. */
    private List<FoundSegment> byTable(UUID tenantId, UUID datasetId, float[] query, Set<UUID> onlyDocuments, int limit) {
        return Near.grouped(limit, wanted -> {
            Optional<List<Near>> found = tables.nearest(tenantId, datasetId, query, onlyDocuments, wanted);
            if (found.isEmpty() && tables.serves(tenantId, datasetId)) {
                found = tables.nearest(tenantId, datasetId, query, onlyDocuments, wanted);
            }
            return found.orElseGet(() -> scan.nearest(tenantId, datasetId, query, onlyDocuments, wanted));
        });
    }

    /** Roughly how much memory all indexes take. */
    public long bytes() {
        return held.values().stream().mapToLong(dataset -> dataset.index.bytes()).sum();
    }

    private void catchUp(Held dataset, UUID tenantId, UUID datasetId) throws SQLException {
        Version version = version(tenantId, datasetId);
        DatasetIndex index = dataset.index;
        if (index.version() >= version.current()) {
            return;
        }
        if (index.version() == 0 || index.version() < version.purged()) {
            long bytes = scan.bytes(tenantId, datasetId);
            long taken = bytes > exactUpTo ? bytes / Float.BYTES : bytes;
            index = new DatasetIndex(taken <= maxBytes && !tables.serves(tenantId, datasetId), exactUpTo);
        }
        read(index, tenantId, datasetId, version.current());
        dataset.index = index;
    }

    /** All rows that have a version are committed together, so the highest one that was read is complete. */
    private void read(DatasetIndex index, UUID tenantId, UUID datasetId, long atLeast) throws SQLException {
        long from = index.version();
        // The driver fetches in parts only within a transaction.
        Transactions.run(database, connection -> {
            try (PreparedStatement query = connection.prepareStatement(ENTRIES)) {
                // In binary from the first row on, not only once the statement has come five times.
                query.unwrap(PGStatement.class).setPrepareThreshold(-1);
                query.setFetchSize(BATCH);
                query.setLong(1, from);
                query.setBoolean(2, index.hasVectors());
                query.setLong(3, from);
                query.setObject(4, tenantId);
                query.setObject(5, datasetId);
                query.setLong(6, from);
                query.setLong(7, from);
                ResultSet rows = query.executeQuery();
                List<EntryRow> batch = new ArrayList<>(BATCH);
                long reached = atLeast;
                while (rows.next()) {
                    EntryRow row = row(rows);
                    reached = Math.max(reached, row.version());
                    batch.add(row);
                    if (batch.size() == BATCH) {
                        // Not complete yet, so still of the old version: who comes meanwhile waits for the end.
                        index.apply(batch, from);
                        batch.clear();
                    }
                }
                index.apply(batch, reached);
                return null;
            }
        });
    }

    private static EntryRow row(ResultSet rows) throws SQLException {
        return new EntryRow(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getObject(3, UUID.class),
                rows.getLong(4), rows.getBoolean(5), rows.getBoolean(6), rows.getBytes(7), rows.getBytes(8));
    }

    private Version version(UUID tenantId, UUID datasetId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(VERSION)) {
            query.setObject(1, tenantId);
            query.setObject(2, datasetId);
            ResultSet rows = query.executeQuery();
            return rows.next() ? new Version(rows.getLong(1), rows.getLong(2)) : new Version(0, 0);
        }
    }

    /** Those that were not used for the longest time go first; the one that was just brought in stays. */
    private void makeRoom(Held justUsed) {
        long taken = bytes();
        List<Map.Entry<UUID, Held>> oldestFirst = held.entrySet().stream()
                .filter(entry -> entry.getValue() != justUsed)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().lastUse)).toList();
        for (Map.Entry<UUID, Held> entry : oldestFirst) {
            if (taken <= maxBytes) {
                return;
            }
            taken -= entry.getValue().index.bytes();
            held.remove(entry.getKey(), entry.getValue());
        }
    }
}
