package dev.difynative.knowledge.segment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.platform.persistence.Ids;
import io.agroal.api.AgroalDataSource;

/** Gives documents that were just taken in the segments and the switches that they had elsewhere. */
@Singleton
public class PastSegments {
    private static final int BATCH = 500;
    private static final String SEGMENT = """
            INSERT INTO segments (id, tenant_id, dataset_id, document_id, position, content, answer, word_count, tokens, keywords,
                hash, enabled, disabled_at, hit_count, status, created_by, created_at, updated_at)
            SELECT ?, d.tenant_id, d.dataset_id, d.id, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? THEN NULL ELSE now() END, ?, 'waiting',
                d.created_by, now(), now() FROM documents d WHERE d.tenant_id = ? AND d.id = ?""";
    private static final String CHILD = """
            INSERT INTO child_chunks (id, tenant_id, dataset_id, document_id, segment_id, position, content, word_count, hash,
                type, created_by, created_at, updated_at)
            SELECT ?, d.tenant_id, d.dataset_id, d.id, ?, ?, ?, ?, ?, 'automatic', d.created_by, now(), now()
            FROM documents d WHERE d.tenant_id = ? AND d.id = ?""";
    private static final String INDEXING = """
            UPDATE documents SET indexing_status = 'indexing', processing_started_at = now(), parsing_completed_at = now(),
                cleaning_completed_at = now(), splitting_completed_at = now(), total_segments = ?, word_count = ?, tokens = ?
            WHERE tenant_id = ? AND id = ?""";
    private static final String SWITCHES = """
            UPDATE documents SET enabled = ?, disabled_at = CASE WHEN ? THEN NULL ELSE now() END, archived = ?,
                archived_at = CASE WHEN ? THEN now() END WHERE tenant_id = ? AND id = ?""";

    private final AgroalDataSource database;

    PastSegments(AgroalDataSource database) { this.database = database; }

    /** Within the transaction that takes the document in, which is then indexed without being read and cut. */
    public void give(UUID tenantId, UUID documentId, List<PastSegment> segments) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(SEGMENT);
                PreparedStatement insertChild = connection.prepareStatement(CHILD);
                PreparedStatement indexing = connection.prepareStatement(INDEXING)) {
            Writing writing = new Writing(insert, insertChild, tenantId, documentId);
            for (PastSegment segment : segments) {
                writing.add(segment);
            }
            writing.send();
            indexing.setInt(1, writing.position);
            indexing.setInt(2, writing.words);
            indexing.setInt(3, writing.tokens);
            indexing.setObject(4, tenantId);
            indexing.setObject(5, documentId);
            indexing.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("Segments could not be stored", failed);
        }
    }

    /** Within the same transaction. */
    public void switchTo(UUID tenantId, UUID documentId, boolean enabled, boolean archived) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(SWITCHES)) {
            update.setBoolean(1, enabled);
            update.setBoolean(2, enabled);
            update.setBoolean(3, archived);
            update.setBoolean(4, archived);
            update.setObject(5, tenantId);
            update.setObject(6, documentId);
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("A document could not be switched", failed);
        }
    }

    /** The segments of one document on their way. */
    private static final class Writing {
        private final PreparedStatement insert;
        private final PreparedStatement insertChild;
        private final UUID tenantId;
        private final UUID documentId;
        private int position;
        private int words;
        private int tokens;

        Writing(PreparedStatement insert, PreparedStatement insertChild, UUID tenantId, UUID documentId) {
            this.insert = insert;
            this.insertChild = insertChild;
            this.tenantId = tenantId;
            this.documentId = documentId;
        }

        void add(PastSegment segment) throws SQLException {
            SegmentText text = new SegmentText(segment.content(), segment.answer(), segment.keywords());
            UUID id = Ids.next();
            insert.setObject(1, id);
            insert.setInt(2, ++position);
            insert.setString(3, text.content());
            insert.setString(4, text.answer());
            insert.setInt(5, text.wordCount());
            insert.setInt(6, text.tokens());
            insert.setArray(7, insert.getConnection().createArrayOf("text", text.keywords().toArray()));
            insert.setString(8, text.hash());
            insert.setBoolean(9, segment.enabled());
            insert.setBoolean(10, segment.enabled());
            insert.setInt(11, segment.hitCount());
            insert.setObject(12, tenantId);
            insert.setObject(13, documentId);
            insert.addBatch();
            words += text.wordCount();
            tokens += text.tokens();
            for (int i = 0; i < segment.children().size(); i++) {
                addChild(id, i + 1, segment.children().get(i));
            }
            if (position % BATCH == 0) {
                send();
            }
        }

        private void addChild(UUID segmentId, int place, String content) throws SQLException {
            insertChild.setObject(1, Ids.next());
            insertChild.setObject(2, segmentId);
            insertChild.setInt(3, place);
            insertChild.setString(4, content);
            insertChild.setInt(5, content.length());
            insertChild.setString(6, SegmentText.hash(content));
            insertChild.setObject(7, tenantId);
            insertChild.setObject(8, documentId);
            insertChild.addBatch();
        }

        /** Parents first, because children refer to them. */
        void send() throws SQLException {
            insert.executeBatch();
            insertChild.executeBatch();
        }
    }
}
