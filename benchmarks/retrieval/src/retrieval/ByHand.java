package retrieval;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.difynative.knowledge.index.vector.VectorBlock;

/** What one would write in SQL: ts_rank over a tsvector with a GIN index, and pgvector's own operator where the server has it. */
final class ByHand {
    private static final int FROM = 50_000;
    /** The service is told by the same variable. */
    private static final boolean USED = !"false".equals(System.getenv("DIFY_KNOWLEDGE_INDEX_PGVECTOR"));

    private final Connection connection;
    private final boolean pgvector;

    ByHand(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")) {
            row.next();
            pgvector = row.getInt(1) > 0;
            if (pgvector) {
                statement.execute("CREATE EXTENSION IF NOT EXISTS vector");
                statement.execute("SET hnsw.ef_search = 100");
            }
        }
    }

    boolean hasPgvector() { return pgvector; }

    /** Waits until the service has moved a large dataset to pgvector, which it does in the background. */
    void awaitVectorTable(UUID dataset, int size) throws SQLException, InterruptedException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM vector_tables WHERE dataset_id = ?")) {
            query.setObject(1, dataset);
            for (int seconds = 0; pgvector && size >= FROM && USED && seconds < 900; seconds++) {
                ResultSet row = query.executeQuery();
                row.next();
                if (row.getInt(1) > 0) {
                    return;
                }
                Thread.sleep(1000);
            }
        }
    }

    /** Of each dataset its own tables. */
    void prepare(UUID dataset) throws SQLException {
        String text = table("by_hand_text", dataset);
        String vectors = table("by_hand_vectors", dataset);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + text + " AS SELECT id, to_tsvector('simple', content) AS words FROM segments"
                    + " WHERE dataset_id = '" + dataset + "'");
            statement.execute("CREATE INDEX ON " + text + " USING gin (words)");
            if (pgvector) {
                statement.execute("CREATE TABLE " + vectors + " (id uuid, embedding halfvec(384))");
                copyVectors(dataset, vectors);
                statement.execute("SET maintenance_work_mem = '512MB'");
                statement.execute("CREATE INDEX ON " + vectors + " USING hnsw (embedding halfvec_cosine_ops)");
            }
            statement.execute("ANALYZE");
        }
    }

    private void copyVectors(UUID dataset, String vectors) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement read = connection.prepareStatement("SELECT id, vector FROM index_entries WHERE dataset_id = ?");
                PreparedStatement write = connection.prepareStatement("INSERT INTO " + vectors + " VALUES (?, ?::halfvec)")) {
            read.setFetchSize(1000);
            read.setObject(1, dataset);
            ResultSet rows = read.executeQuery();
            for (int i = 1; rows.next(); i++) {
                write.setObject(1, rows.getObject(1));
                write.setString(2, java.util.Arrays.toString(VectorBlock.read(rows.getBytes(2))));
                write.addBatch();
                if (i % 1000 == 0) {
                    write.executeBatch();
                }
            }
            write.executeBatch();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    int fullText(UUID dataset, String question) throws SQLException {
        String query = String.join(" | ", List.of(question.split(" ")));
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT s.id, s.content, r.rank FROM (SELECT id, ts_rank(words, q) AS rank FROM %s,
                    to_tsquery('simple', ?) q WHERE words @@ q ORDER BY rank DESC LIMIT 10) r JOIN segments s ON s.id = r.id""".formatted(table("by_hand_text", dataset)))) {
            statement.setString(1, query);
            return count(statement);
        }
    }

    int nearest(UUID dataset, float[] vector) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT s.id, s.content, r.distance FROM (SELECT id, embedding <=> ?::halfvec AS distance FROM %s
                    ORDER BY distance LIMIT 10) r JOIN segments s ON s.id = r.id""".formatted(table("by_hand_vectors", dataset)))) {
            statement.setString(1, java.util.Arrays.toString(vector));
            return count(statement);
        }
    }

    private static String table(String name, UUID dataset) { return name + "_" + dataset.toString().replace("-", ""); }

    private static int count(PreparedStatement statement) throws SQLException {
        List<String> found = new ArrayList<>();
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
            found.add(rows.getString(2));
        }
        return found.size();
    }

}
