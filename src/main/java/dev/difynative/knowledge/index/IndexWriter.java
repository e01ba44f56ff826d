package dev.difynative.knowledge.index;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.index.text.Keywords;
import dev.difynative.knowledge.index.text.TermCounts;
import dev.difynative.knowledge.index.text.TextAnalyzer;
import dev.difynative.knowledge.index.vector.VectorBlock;

/** Keeps the table {@code index_entries}, from which every instance brings its memory up to date. */
@ApplicationScoped
class IndexWriter implements SegmentIndex {
    private static final int KEYWORDS = 10;
    private static final String NEXT_VERSION = """
            INSERT INTO index_versions (dataset_id, tenant_id, version, purged_version) VALUES (?, ?, 1, 0)
            ON CONFLICT (dataset_id) DO UPDATE SET version = index_versions.version + 1 RETURNING version""";
    private static final String SWITCHES = """
            SELECT s.id, s.enabled, d.enabled AND NOT d.archived FROM segments s JOIN documents d ON d.id = s.document_id
            WHERE s.tenant_id = ? AND s.dataset_id = ? AND s.id = ANY (?)""";
    private static final String DROP_OTHERS = """
            UPDATE index_entries SET removed_at = ?, version = ?, content_version = ?, keywords = '{}', terms = '', vector = NULL
            WHERE tenant_id = ? AND dataset_id = ? AND removed_at IS NULL AND segment_id = ANY (?) AND NOT (id = ANY (?))""";
    private static final String PUT = """
            INSERT INTO index_entries (id, tenant_id, dataset_id, document_id, segment_id, version, content_version, enabled,
                searchable, removed_at, keywords, terms, vector)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET segment_id = EXCLUDED.segment_id, document_id = EXCLUDED.document_id,
                version = EXCLUDED.version, content_version = EXCLUDED.content_version, enabled = EXCLUDED.enabled,
                searchable = EXCLUDED.searchable, removed_at = NULL, keywords = EXCLUDED.keywords, terms = EXCLUDED.terms,
                vector = EXCLUDED.vector""";
    private static final String REMOVE = """
            UPDATE index_entries SET removed_at = ?, version = ?, content_version = ?, keywords = '{}', terms = '', vector = NULL
            WHERE tenant_id = ? AND dataset_id = ? AND removed_at IS NULL AND %s = ANY (?)""";
    /** By then all instances have learnt of a removal, or have it from reading everything anew. */
    private static final Duration REMOVALS_KEPT = Duration.ofHours(1);
    private static final String PURGE = """
            WITH gone AS (DELETE FROM index_entries WHERE tenant_id = ? AND dataset_id = ? AND removed_at < ? RETURNING version)
            UPDATE index_versions SET purged_version = greatest(purged_version, (SELECT max(version) FROM gone))
            WHERE tenant_id = ? AND dataset_id = ? AND EXISTS (SELECT FROM gone)""";
    private static final String SWITCH = """
            UPDATE index_entries SET version = ?, %s = ?
            WHERE tenant_id = ? AND dataset_id = ? AND removed_at IS NULL AND %s = ANY (?)""";

    private static final List<String> OF_DATASETS = List.of("vector_tables", "index_entries", "index_versions");

    private final DataSource database;
    private final Clock clock;

    IndexWriter(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Switches(boolean enabled, boolean searchable) {}

    private record Content(IndexEntry entry, byte[] terms, String[] keywords, byte[] vector) {}

    @Override
    @Transactional
    public void put(DatasetSnapshot dataset, List<IndexEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        // What takes long is done before the version is raised, which others wait for.
        List<Content> contents = contents(entries);
        UUID[] segments = entries.stream().map(IndexEntry::segmentId).distinct().toArray(UUID[]::new);
        UUID[] ids = entries.stream().map(IndexEntry::id).toArray(UUID[]::new);
        with(connection -> {
            long version = nextVersion(connection, dataset.tenantId(), dataset.id());
            Map<UUID, Switches> switches = switches(connection, dataset, segments);
            try (PreparedStatement drop = connection.prepareStatement(DROP_OTHERS)) {
                drop.setTimestamp(1, Timestamp.from(clock.instant()));
                drop.setLong(2, version);
                drop.setLong(3, version);
                drop.setObject(4, dataset.tenantId());
                drop.setObject(5, dataset.id());
                drop.setArray(6, uuids(connection, segments));
                drop.setArray(7, uuids(connection, ids));
                drop.executeUpdate();
            }
            try (PreparedStatement put = connection.prepareStatement(PUT)) {
                for (Content content : contents) {
                    Switches on = switches.get(content.entry.segmentId());
                    // A segment that is gone by now gets no entry: nobody would ever remove it.
                    if (on != null) {
                        bind(connection, put, dataset, content, on, version);
                        put.addBatch();
                    }
                }
                put.executeBatch();
            }
        });
    }

    @Override
    @Transactional
    public void removeSegments(UUID tenantId, UUID datasetId, Collection<UUID> segmentIds) {
        remove(tenantId, datasetId, "segment_id", segmentIds);
    }

    @Override
    @Transactional
    public void removeDocuments(UUID tenantId, UUID datasetId, Collection<UUID> documentIds) {
        remove(tenantId, datasetId, "document_id", documentIds);
    }

    @Override
    @Transactional
    public void removeDataset(UUID tenantId, UUID datasetId) {
        with(connection -> {
            VectorTables.drop(connection, datasetId);
            for (String table : OF_DATASETS) {
                try (PreparedStatement remove = connection
                        .prepareStatement("DELETE FROM " + table + " WHERE tenant_id = ? AND dataset_id = ?")) {
                    remove.setObject(1, tenantId);
                    remove.setObject(2, datasetId);
                    remove.executeUpdate();
                }
            }
        });
    }

    @Override
    @Transactional
    public void segmentsSwitched(UUID tenantId, UUID datasetId, Collection<UUID> segmentIds, boolean enabled) {
        switched(tenantId, datasetId, SWITCH.formatted("enabled", "segment_id"), segmentIds, enabled);
    }

    @Override
    @Transactional
    public void documentsSwitched(UUID tenantId, UUID datasetId, Collection<UUID> documentIds, boolean searchable) {
        switched(tenantId, datasetId, SWITCH.formatted("searchable", "document_id"), documentIds, searchable);
    }

    private static List<Content> contents(List<IndexEntry> entries) {
        TextAnalyzer analyzer = new TextAnalyzer();
        List<Content> contents = new ArrayList<>(entries.size());
        for (IndexEntry entry : entries) {
            List<String> tokens = new ArrayList<>();
            analyzer.analyze(entry.text(), tokens::add);
            // Keywords that a person gave find the segment even when its text has other words.
            entry.keywords().forEach(keyword -> analyzer.analyze(keyword, tokens::add));
            List<String> keywords = entry.keywords().isEmpty() ? Keywords.of(entry.text(), KEYWORDS) : entry.keywords();
            float[] vector = entry.vector() == null ? null : VectorBlock.normalised(entry.vector());
            contents.add(new Content(entry, TermCounts.of(tokens).toBytes(), keywords.toArray(String[]::new),
                    vector == null ? null : VectorBlock.stored(vector)));
        }
        return contents;
    }

    private static void bind(Connection connection, PreparedStatement put, DatasetSnapshot dataset, Content content, Switches on,
            long version) throws SQLException {
        put.setObject(1, content.entry.id());
        put.setObject(2, dataset.tenantId());
        put.setObject(3, dataset.id());
        put.setObject(4, content.entry.documentId());
        put.setObject(5, content.entry.segmentId());
        put.setLong(6, version);
        put.setLong(7, version);
        put.setBoolean(8, on.enabled);
        put.setBoolean(9, on.searchable);
        put.setArray(10, connection.createArrayOf("text", content.keywords));
        put.setBytes(11, content.terms);
        put.setBytes(12, content.vector);
    }

    private void remove(UUID tenantId, UUID datasetId, String column, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        with(connection -> {
            long version = nextVersion(connection, tenantId, datasetId);
            try (PreparedStatement remove = connection.prepareStatement(REMOVE.formatted(column))) {
                remove.setTimestamp(1, Timestamp.from(clock.instant()));
                remove.setLong(2, version);
                remove.setLong(3, version);
                remove.setObject(4, tenantId);
                remove.setObject(5, datasetId);
                remove.setArray(6, uuids(connection, ids.toArray(UUID[]::new)));
                remove.executeUpdate();
            }
            purge(connection, tenantId, datasetId);
        });
    }

    private void purge(Connection connection, UUID tenantId, UUID datasetId) throws SQLException {
        try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
            purge.setObject(1, tenantId);
            purge.setObject(2, datasetId);
            purge.setTimestamp(3, Timestamp.from(clock.instant().minus(REMOVALS_KEPT)));
            purge.setObject(4, tenantId);
            purge.setObject(5, datasetId);
            purge.executeUpdate();
        }
    }

    private void switched(UUID tenantId, UUID datasetId, String sql, Collection<UUID> ids, boolean on) {
        if (ids.isEmpty()) {
            return;
        }
        with(connection -> {
            long version = nextVersion(connection, tenantId, datasetId);
            try (PreparedStatement change = connection.prepareStatement(sql)) {
                change.setLong(1, version);
                change.setBoolean(2, on);
                change.setObject(3, tenantId);
                change.setObject(4, datasetId);
                change.setArray(5, uuids(connection, ids.toArray(UUID[]::new)));
                change.executeUpdate();
            }
        });
    }

    private static long nextVersion(Connection connection, UUID tenantId, UUID datasetId) throws SQLException {
        try (PreparedStatement next = connection.prepareStatement(NEXT_VERSION)) {
            next.setObject(1, datasetId);
            next.setObject(2, tenantId);
            ResultSet row = next.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<UUID, Switches> switches(Connection connection, DatasetSnapshot dataset, UUID[] segments)
            throws SQLException {
        Map<UUID, Switches> switches = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SWITCHES)) {
            query.setObject(1, dataset.tenantId());
            query.setObject(2, dataset.id());
            query.setArray(3, uuids(connection, segments));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                switches.put(rows.getObject(1, UUID.class), new Switches(rows.getBoolean(2), rows.getBoolean(3)));
            }
        }
        return switches;
    }

    private static Array uuids(Connection connection, UUID[] ids) throws SQLException {
        return connection.createArrayOf("uuid", ids);
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void with(Work work) {
        try (Connection connection = database.getConnection()) {
            work.on(connection);
        } catch (SQLException fault) {
            throw new IllegalStateException("The index of a dataset could not be changed", fault);
        }
    }
}
