package dev.difynative.knowledge.retrieval;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.knowledge.settings.DocForm;

/** Reads the segments that were found, with their documents; what has been taken away or hidden meanwhile is left out. */
@ApplicationScoped
class PassageReader {
    private static final String SEGMENTS = """
            SELECT s.id, s.position, s.content, s.answer, s.word_count, s.tokens,
                CASE WHEN cardinality(s.keywords) > 0 THEN s.keywords ELSE e.keywords END, s.hash, s.hit_count,
                d.id, d.name, d.data_source_type, d.doc_type, s.created_by, s.created_at, s.indexing_at, s.completed_at,
                EXISTS (SELECT FROM document_metadata m WHERE m.document_id = d.id), CASE WHEN ? THEN e.vector END,
                s.page, s.start_offset, s.end_offset
            FROM segments s JOIN documents d ON d.id = s.document_id LEFT JOIN index_entries e ON e.id = s.id
            WHERE s.tenant_id = ? AND s.id = ANY (?) AND s.enabled AND d.enabled AND NOT d.archived""";
    private static final String METADATA = """
            SELECT v.document_id, f.name, f.type, v.text_value, v.number_value
            FROM document_metadata v JOIN dataset_metadata f ON f.id = v.metadata_id
            WHERE f.tenant_id = ? AND v.document_id = ANY (?) ORDER BY f.created_at, f.id""";
    private static final String CHILDREN = """
            SELECT c.id, c.content, c.position FROM child_chunks c WHERE c.tenant_id = ? AND c.id = ANY (?)""";

    private final DataSource database;

    PassageReader(DataSource database) { this.database = database; }

    private record Row(Passage.Segment segment, Passage.DocumentRef document, float[] vector) {}

    /** In the order of the candidates. */
    List<Passage> read(UUID tenantId, List<Candidate> candidates, boolean withVectors) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        try (Connection connection = database.getConnection()) {
            Map<UUID, Row> rows = segments(connection, tenantId, candidates, withVectors);
            Map<UUID, Passage.Child> children = children(connection, tenantId, candidates);
            List<Passage> passages = new ArrayList<>();
            for (Candidate candidate : candidates) {
                Row row = rows.get(candidate.segmentId());
                if (row != null) {
                    passages.add(new Passage(new Passage.Source(candidate.dataset().id(), candidate.dataset().name()),
                            row.document, row.segment, candidate.score(), childrenOf(candidate, children), row.vector));
                }
            }
            return passages;
        } catch (SQLException fault) {
            throw new IllegalStateException("The passages that were found could not be read", fault);
        }
    }

    private static Map<UUID, Row> segments(Connection connection, UUID tenantId, List<Candidate> candidates, boolean withVectors)
            throws SQLException {
        Map<UUID, Row> rows = new HashMap<>();
        boolean described = false;
        Map<UUID, Map<String, Object>> metadata = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SEGMENTS)) {
            query.setBoolean(1, withVectors);
            query.setObject(2, tenantId);
            query.setArray(3, connection.createArrayOf("uuid", candidates.stream().map(Candidate::segmentId).toArray()));
            ResultSet found = query.executeQuery();
            while (found.next()) {
                UUID document = found.getObject(10, UUID.class);
                rows.put(found.getObject(1, UUID.class), new Row(segment(found),
                        new Passage.DocumentRef(document, found.getString(11), found.getString(12), found.getString(13),
                                metadata.computeIfAbsent(document, unused -> new LinkedHashMap<>())),
                        vector(found)));
                described |= found.getBoolean(18);
            }
        }
        if (described) {
            fillMetadata(connection, tenantId, metadata);
        }
        return rows;
    }

    private static float[] vector(ResultSet found) throws SQLException {
        byte[] stored = found.getBytes(19);
        return stored == null ? null : VectorBlock.read(stored);
    }

    private static Passage.Segment segment(ResultSet found) throws SQLException {
        String[] keywords = found.getArray(7) == null ? new String[0] : (String[]) found.getArray(7).getArray();
        return new Passage.Segment(found.getObject(1, UUID.class), found.getInt(2), found.getString(3), found.getString(4),
                found.getInt(5), found.getInt(6), List.of(keywords), found.getString(8), found.getInt(9),
                new Passage.Place(found.getObject(20, Integer.class), found.getObject(21, Integer.class),
                        found.getObject(22, Integer.class)),
                new Passage.Stamps(found.getObject(14, UUID.class), at(found, 15), at(found, 16), at(found, 17)));
    }

    private static Instant at(ResultSet found, int column) throws SQLException {
        return found.getTimestamp(column) == null ? null : found.getTimestamp(column).toInstant();
    }

    private static void fillMetadata(Connection connection, UUID tenantId, Map<UUID, Map<String, Object>> byDocument)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(METADATA)) {
            query.setObject(1, tenantId);
            query.setArray(2, connection.createArrayOf("uuid", byDocument.keySet().toArray()));
            ResultSet values = query.executeQuery();
            while (values.next()) {
                Object number = "string".equals(values.getString(3)) ? null : values.getObject(5);
                byDocument.get(values.getObject(1, UUID.class)).put(values.getString(2),
                        number == null ? values.getString(4) : number);
            }
        }
    }

    private static Map<UUID, Passage.Child> children(Connection connection, UUID tenantId, List<Candidate> candidates)
            throws SQLException {
        List<UUID> ids = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.dataset().docForm() == DocForm.HIERARCHICAL_MODEL) {
                candidate.parts().forEach(part -> ids.add(part.entryId()));
            }
        }
        Map<UUID, Passage.Child> children = new HashMap<>();
        if (!ids.isEmpty()) {
            try (PreparedStatement query = connection.prepareStatement(CHILDREN)) {
                query.setObject(1, tenantId);
                query.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
                ResultSet found = query.executeQuery();
                while (found.next()) {
                    UUID id = found.getObject(1, UUID.class);
                    children.put(id, new Passage.Child(id, found.getString(2), found.getInt(3), 0));
                }
            }
        }
        return children;
    }

    private static List<Passage.Child> childrenOf(Candidate candidate, Map<UUID, Passage.Child> children) {
        List<Passage.Child> own = new ArrayList<>();
        candidate.parts().forEach(part -> {
            Passage.Child child = children.get(part.entryId());
            if (child != null) {
                own.add(new Passage.Child(child.id(), child.content(), child.position(), part.score()));
            }
        });
        return own;
    }
}
