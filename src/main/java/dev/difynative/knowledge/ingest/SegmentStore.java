package dev.difynative.knowledge.ingest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.knowledge.ingest.split.Piece;
import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.persistence.Ids;
import io.agroal.api.AgroalDataSource;

/** The tables {@code segments} and {@code child_chunks} as ingestion uses them: many rows at once. */
@Singleton
class SegmentStore {
    private static final String INSERT = """
            INSERT INTO segments (id, tenant_id, dataset_id, document_id, position, content, answer, word_count, tokens, hash,
                start_offset, end_offset, page, status, created_by, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, now(), now())""";
    private static final String INSERT_CHILD = """
            INSERT INTO child_chunks (id, tenant_id, dataset_id, document_id, segment_id, position, content, word_count, hash,
                start_offset, end_offset, type, created_by, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'automatic', ?, now(), now())""";
    private static final String SELECT = "SELECT id, document_id, content, keywords, tokens FROM segments ";

    private final AgroalDataSource database;

    SegmentStore(AgroalDataSource database) { this.database = database; }

    /** A piece that becomes a segment: where it stands, and the answer when it is a question. */
    record NewSegment(int position, Piece piece, String answer, Integer page) {}

    /** The last segment that is stored of a document. */
    record Last(int position, String hash, int startOffset) {}

    Optional<Last> last(UUID documentId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT position, hash, coalesce(start_offset, -1) "
                        + "FROM segments WHERE document_id = ? ORDER BY position DESC LIMIT 1")) {
            query.setObject(1, documentId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Last(row.getInt(1), row.getString(2), row.getInt(3))) : Optional.empty();
            }
        }
    }

    void insert(ClaimedDocument document, List<NewSegment> segments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement insertChild = connection.prepareStatement(INSERT_CHILD)) {
            boolean children = false;
            for (NewSegment segment : segments) {
                UUID id = Ids.next();
                bind(insert, document, id, segment);
                insert.addBatch();
                int position = 0;
                for (Piece child : segment.piece().children()) {
                    bind(insertChild, document, id, ++position, child);
                    insertChild.addBatch();
                    children = true;
                }
            }
            insert.executeBatch();
            if (children) {
                insertChild.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement insert, ClaimedDocument document, UUID id, NewSegment segment)
            throws SQLException {
        Piece piece = segment.piece();
        insert.setObject(1, id);
        insert.setObject(2, document.tenantId());
        insert.setObject(3, document.datasetId());
        insert.setObject(4, document.id());
        insert.setInt(5, segment.position());
        insert.setString(6, piece.content());
        insert.setString(7, segment.answer());
        insert.setInt(8, piece.content().length());
        insert.setInt(9, piece.tokens());
        insert.setString(10, Sha256.hex(piece.content()));
        insert.setInt(11, piece.start());
        insert.setInt(12, piece.end());
        insert.setObject(13, segment.page(), Types.INTEGER);
        insert.setObject(14, document.createdBy(), Types.OTHER);
    }

    private static void bind(PreparedStatement insert, ClaimedDocument document, UUID segmentId, int position, Piece child)
            throws SQLException {
        insert.setObject(1, Ids.next());
        insert.setObject(2, document.tenantId());
        insert.setObject(3, document.datasetId());
        insert.setObject(4, document.id());
        insert.setObject(5, segmentId);
        insert.setInt(6, position);
        insert.setString(7, child.content());
        insert.setInt(8, child.content().length());
        insert.setString(9, Sha256.hex(child.content()));
        insert.setInt(10, child.start());
        insert.setInt(11, child.end());
        insert.setObject(12, document.createdBy(), Types.OTHER);
    }

    void deleteAll(UUID documentId) throws SQLException {
        execute("DELETE FROM segments WHERE document_id = ?", documentId);
        execute("UPDATE documents SET total_segments = 0, tokens = 0 WHERE id = ?", documentId);
    }

    private void execute(String sql, UUID id) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    /** The next segments of a document that are not in the indexes yet. */
    List<StoredSegment> waiting(UUID documentId, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        SELECT + "WHERE document_id = ? AND status <> 'completed' ORDER BY position LIMIT ?")) {
            query.setObject(1, documentId);
            query.setInt(2, limit);
            return withChildren(connection, query);
        }
    }

    List<StoredSegment> byId(UUID tenantId, UUID datasetId, Collection<UUID> ids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        SELECT + "WHERE tenant_id = ? AND dataset_id = ? AND id = ANY (?) ORDER BY document_id, position")) {
            query.setObject(1, tenantId);
            query.setObject(2, datasetId);
            query.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
            return withChildren(connection, query);
        }
    }

    private static List<StoredSegment> withChildren(Connection connection, PreparedStatement query) throws SQLException {
        Map<UUID, StoredSegment> segments = new LinkedHashMap<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Array keywords = rows.getArray(4);
                UUID id = rows.getObject(1, UUID.class);
                segments.put(id, new StoredSegment(id, rows.getObject(2, UUID.class), rows.getString(3),
                        List.of((String[]) keywords.getArray()), rows.getInt(5), new ArrayList<>()));
            }
        }
        try (PreparedStatement children = connection.prepareStatement(
                "SELECT id, segment_id, content FROM child_chunks WHERE segment_id = ANY (?) ORDER BY segment_id, position")) {
            children.setArray(1, connection.createArrayOf("uuid", segments.keySet().toArray()));
            try (ResultSet rows = children.executeQuery()) {
                while (rows.next()) {
                    segments.get(rows.getObject(2, UUID.class)).children()
                            .add(new StoredSegment.Child(rows.getObject(1, UUID.class), rows.getString(3)));
                }
            }
        }
        return List.copyOf(segments.values());
    }

    void markCompleted(Collection<UUID> ids) throws SQLException {
        mark(ids, "status = 'completed', error = NULL, stopped_at = NULL, indexing_at = coalesce(indexing_at, now()), "
                + "completed_at = now(), updated_at = now()", null);
    }

    void markFailed(Collection<UUID> ids, String message) throws SQLException {
        mark(ids, "status = 'error', stopped_at = now(), updated_at = now(), error = ?", message);
    }

    private void mark(Collection<UUID> ids, String assignments, String text) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection
                        .prepareStatement("UPDATE segments SET " + assignments + " WHERE id = ANY (?)")) {
            int place = 1;
            if (text != null) {
                update.setString(place++, text);
            }
            update.setArray(place, connection.createArrayOf("uuid", ids.toArray()));
            update.executeUpdate();
        }
    }
}
