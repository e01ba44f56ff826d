package dev.difynative.knowledge.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.platform.persistence.Transactions;

/** Searches vectors that neither fit the memory nor have a table of pgvector's: reads them all. Slow, exact, and small. */
@ApplicationScoped
class VectorScan {
    private static final int BATCH = 1_000;
    private static final String VECTORS = """
            SELECT id, segment_id, document_id, vector FROM index_entries
            WHERE tenant_id = ? AND dataset_id = ? AND removed_at IS NULL AND enabled AND searchable
                AND octet_length(vector) = ?""";

    private static final String SOME = """
            SELECT id, vector FROM index_entries WHERE tenant_id = ? AND dataset_id = ? AND id = ANY (?)
                AND octet_length(vector) = ?""";

    private final DataSource database;

    VectorScan(DataSource database) { this.database = database; }

    /** How many bytes the vectors of a dataset have. */
    long bytes(UUID tenantId, UUID datasetId) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT coalesce(sum(octet_length(vector)), 0) FROM index_entries WHERE tenant_id = ? AND dataset_id = ?")) {
            query.setObject(1, tenantId);
            query.setObject(2, datasetId);
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        } catch (SQLException fault) {
            throw unreadable(datasetId, fault);
        }
    }

    /** The same entries with their exact cosine, the nearest first; those that are gone by now are left out. */
    List<Near> exactly(UUID tenantId, UUID datasetId, List<Near> entries, float[] query) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Map<UUID, Near> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        List<Near> exact = new ArrayList<>(entries.size());
        try (Connection connection = database.getConnection(); PreparedStatement vectors = connection.prepareStatement(SOME)) {
            vectors.setObject(1, tenantId);
            vectors.setObject(2, datasetId);
            vectors.setArray(3, connection.createArrayOf("uuid", byId.keySet().toArray()));
            vectors.setInt(4, query.length * Float.BYTES);
            ResultSet rows = vectors.executeQuery();
            while (rows.next()) {
                Near entry = byId.get(rows.getObject(1, UUID.class));
                exact.add(new Near(entry.id(), entry.segmentId(), entry.documentId(),
                        cosine(VectorBlock.read(rows.getBytes(2)), query)));
            }
        } catch (SQLException fault) {
            throw unreadable(datasetId, fault);
        }
        exact.sort(Comparator.comparingDouble(Near::cosine).reversed());
        return exact;
    }

    List<Near> nearest(UUID tenantId, UUID datasetId, float[] query, Set<UUID> onlyDocuments, int limit) {
        PriorityQueue<Near> worstFirst = new PriorityQueue<>(Comparator.comparingDouble(Near::cosine));
        try {
            // The driver fetches in parts only within a transaction.
            Transactions.run(database, connection -> {
                try (PreparedStatement vectors = connection.prepareStatement(VECTORS)) {
                    vectors.setFetchSize(BATCH);
                    vectors.setObject(1, tenantId);
                    vectors.setObject(2, datasetId);
                    vectors.setInt(3, query.length * Float.BYTES);
                    ResultSet rows = vectors.executeQuery();
                    while (rows.next()) {
                        UUID document = rows.getObject(3, UUID.class);
                        if (onlyDocuments == null || onlyDocuments.contains(document)) {
                            offer(worstFirst, new Near(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), document,
                                    cosine(VectorBlock.read(rows.getBytes(4)), query)), limit);
                        }
                    }
                    return null;
                }
            });
        } catch (SQLException fault) {
            throw unreadable(datasetId, fault);
        }
        List<Near> bestFirst = new ArrayList<>(worstFirst);
        bestFirst.sort(Comparator.comparingDouble(Near::cosine).reversed());
        return bestFirst;
    }

    /** Of two vectors of length 1. */
    static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void offer(PriorityQueue<Near> worstFirst, Near near, int limit) {
        worstFirst.add(near);
        if (worstFirst.size() > limit) {
            worstFirst.poll();
        }
    }

    private static IllegalStateException unreadable(UUID datasetId, SQLException fault) {
        return new IllegalStateException("The vectors of dataset " + datasetId + " could not be read", fault);
    }
}
