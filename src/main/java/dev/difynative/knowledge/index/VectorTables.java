package dev.difynative.knowledge.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.platform.persistence.Transactions;

/**
 * Searches the vectors of large datasets by pgvector, where the server has it: half-precision vectors in a table per dataset
 * with an HNSW index, since an index over all datasets finds too little once a filter by dataset is applied to what it gives.
 * What it finds is ordered by the exact vectors. Changes are brought in before a search, so that both ways to search agree.
 */
@ApplicationScoped
class VectorTables {
    private static final Logger LOG = Logger.getLogger(VectorTables.class);
    private static final String SCHEMA = "difynative_vectors";
    /** Of pgvector's indexes: more dimensions do not fit a page. */
    private static final int MAX_DIMENSION = 4_000;
    private static final int MIN_EF_SEARCH = 100;
    private static final int MAX_EF_SEARCH = 1_000;
    /** Asked for beyond what is wanted, for half precision may have the last ones in another order. */
    private static final int SPARE = 10;
    private static final int BATCH = 1_000;
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String OFFERED = """
            SELECT count(*) FROM pg_available_extension_versions WHERE name = 'vector'
            AND string_to_array(version, '.')::int[] >= ARRAY[0, 8]""";
    private static final String STATE = """
            SELECT t.dimension, t.version, v.version FROM vector_tables t JOIN index_versions v USING (dataset_id)
            WHERE t.tenant_id = ? AND t.dataset_id = ? AND t.version >= v.purged_version AND to_regclass(?) IS NOT NULL""";
    private static final String CHANGES = """
            SELECT id, CASE WHEN removed_at IS NULL AND enabled AND searchable AND octet_length(vector) = ? THEN vector END
            FROM index_entries WHERE tenant_id = ? AND dataset_id = ? AND version > ?""";
    private static final String REMEMBER = """
            INSERT INTO vector_tables (dataset_id, tenant_id, dimension, version) VALUES (?, ?, ?, ?)
            ON CONFLICT (dataset_id) DO UPDATE SET dimension = EXCLUDED.dimension, version = EXCLUDED.version""";
    /**
     * Sent together with the query, in one way to the server and back: the statements up to the next synchronisation are one
     * transaction, at whose end the settings end too.
     */
    private static final String SETTINGS = """
            SELECT set_config('hnsw.ef_search', '%d', true), set_config('hnsw.iterative_scan', '%s', true); """;
    private static final String NEAREST = """
            SELECT e.id, e.segment_id, e.document_id, e.vector
            FROM (SELECT v.id FROM %s v %s ORDER BY v.embedding <=> ?::%s LIMIT %d) found JOIN index_entries e USING (id)""";
    private static final String OF_DOCUMENTS = "JOIN index_entries f ON f.id = v.id AND f.document_id = ANY (?)";

    private final DataSource database;
    private final IndexConfig config;
    private final Set<UUID> building = ConcurrentHashMap.newKeySet();
    private final Set<UUID> serving = ConcurrentHashMap.newKeySet();
    /** The schema of the extension's types, once known; empty when the server has none of use. */
    private volatile String extension;

    VectorTables(DataSource database, IndexConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Whether the dataset's vectors could be searched here when that was asked last. */
    boolean served(UUID datasetId) {
        return serving.contains(datasetId);
    }

    /** Whether the dataset's vectors can be searched here, as new as they are. Brings a few changes in by itself. */
    boolean serves(UUID tenantId, UUID datasetId) {
        boolean serves = isServing(tenantId, datasetId);
        if (serves) {
            serving.add(datasetId);
        } else {
            serving.remove(datasetId);
        }
        return serves;
    }

    private boolean isServing(UUID tenantId, UUID datasetId) {
        if (extension().isEmpty()) {
            return false;
        }
        try (Connection connection = database.getConnection()) {
            State state = state(connection, tenantId, datasetId);
            if (state == null) {
                return false;
            }
            return state.version >= state.current || catchUp(connection, tenantId, datasetId, state.dimension);
        } catch (SQLException fault) {
            LOG.warnf(fault, "The vector table of dataset %s is passed over", datasetId);
            return false;
        }
    }

    /** Makes the table of a dataset in the background, if it is large enough and nobody does so already. */
    void consider(UUID tenantId, UUID datasetId, int dimension, int vectors) {
        if (vectors >= config.pgvectorFrom() && dimension <= MAX_DIMENSION && !extension().isEmpty() && building.add(datasetId)) {
            Thread.ofVirtual().name("vector-table").start(() -> {
                try {
                    build(tenantId, datasetId, dimension);
                } catch (SQLException fault) {
                    LOG.warnf(fault, "The vector table of dataset %s could not be made; its vectors are searched one by one",
                            datasetId);
                } finally {
                    building.remove(datasetId);
                }
            });
        }
    }

    /**
     * The nearest live entries, the best first, at most {@code limit}; empty when the table is not as new as the dataset's index
     * (then {@link #serves} is to be asked), which is found out on the way.
     */
    Optional<List<Near>> nearest(UUID tenantId, UUID datasetId, float[] query, Set<UUID> onlyDocuments, int limit) {
        Question question = new Question(tenantId, datasetId, query, onlyDocuments, limit);
        try (Connection connection = database.getConnection()) {
            // To be able to go on beyond the first candidates takes time, though nobody may need more of them.
            boolean enough = onlyDocuments == null && limit + SPARE <= question.candidates();
            Optional<List<Near>> found = nearest(connection, question, !enough);
            boolean tooMuchIsRemoved = enough && found.isPresent() && found.get().size() < limit;
            return tooMuchIsRemoved ? nearest(connection, question, true) : found;
        } catch (SQLException fault) {
            if (UNDEFINED_TABLE.equals(fault.getSQLState())) {
                return Optional.empty();
            }
            throw new IllegalStateException("The vectors of dataset " + datasetId + " could not be searched", fault);
        }
    }

    private record Question(UUID tenantId, UUID datasetId, float[] query, Set<UUID> onlyDocuments, int limit) {
        long candidates() { return Math.clamp(2L * limit, MIN_EF_SEARCH, MAX_EF_SEARCH); }
    }

    private Optional<List<Near>> nearest(Connection connection, Question question, boolean goOn) throws SQLException {
        String table = table(question.datasetId);
        String filter = question.onlyDocuments == null ? "" : OF_DOCUMENTS;
        // The number is a constant, for a plan that fits any number would read all.
        String sql = NEAREST.formatted(table, filter, "\"" + extension() + "\".halfvec", question.limit + SPARE).replace("<=>",
                "OPERATOR(\"" + extension() + "\".<=>)");
        String settings = SETTINGS.formatted(question.candidates(), goOn ? "relaxed_order" : "off");
        try (PreparedStatement nearest = connection.prepareStatement(settings + STATE + "; " + sql)) {
            nearest.setObject(1, question.tenantId);
            nearest.setObject(2, question.datasetId);
            nearest.setString(3, table);
            int place = 4;
            if (question.onlyDocuments != null) {
                nearest.setArray(place++, connection.createArrayOf("uuid", question.onlyDocuments.toArray()));
            }
            nearest.setString(place, literal(question.query));
            nearest.execute();
            nearest.getMoreResults();
            ResultSet state = nearest.getResultSet();
            boolean asNew = state.next() && state.getLong(2) >= state.getLong(3);
            nearest.getMoreResults();
            return asNew ? Optional.of(best(nearest.getResultSet(), question.query, question.limit)) : Optional.empty();
        }
    }

    private record State(int dimension, long version, long current) {}

    private static List<Near> best(ResultSet rows, float[] query, int limit) throws SQLException {
        List<Near> found = new ArrayList<>();
        while (rows.next()) {
            found.add(new Near(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getObject(3, UUID.class),
                    VectorScan.cosine(VectorBlock.read(rows.getBytes(4)), query)));
        }
        found.sort(Comparator.comparingDouble(Near::cosine).reversed());
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    private void build(UUID tenantId, UUID datasetId, int dimension) throws SQLException {
        long start = System.nanoTime();
        boolean built = Transactions.run(database, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
                if (!lock(connection, datasetId) || state(connection, tenantId, datasetId) != null) {
                    return false;
                }
                statement.execute("SET LOCAL maintenance_work_mem = '512MB'");
                statement.execute("DROP TABLE IF EXISTS " + table(datasetId));
                statement.execute("CREATE TABLE %s (id uuid PRIMARY KEY, embedding \"%s\".halfvec(%d))"
                        .formatted(table(datasetId), extension(), dimension));
                apply(connection, tenantId, datasetId, dimension, 0);
                statement.execute("CREATE INDEX ON %s USING hnsw (embedding \"%s\".halfvec_cosine_ops)"
                        .formatted(table(datasetId), extension()));
                return true;
            }
        });
        if (built) {
            LOG.infof("Dataset %s is searched by pgvector from now on (index made in %d s)", datasetId,
                    (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    /** One caller at a time; the others search without the table meanwhile. */
    private boolean catchUp(Connection connection, UUID tenantId, UUID datasetId, int dimension) throws SQLException {
        return Transactions.run(connection, within -> {
            if (!lock(connection, datasetId)) {
                return false;
            }
            State state = state(connection, tenantId, datasetId);
            if (state == null) {
                return false;
            }
            if (state.version < state.current) {
                apply(connection, tenantId, datasetId, dimension, state.version);
            }
            return true;
        });
    }

    private void apply(Connection connection, UUID tenantId, UUID datasetId, int dimension, long since) throws SQLException {
        long reached = version(connection, tenantId, datasetId);
        String insert = """
                INSERT INTO %s (id, embedding) VALUES (?, ?::"%s".halfvec)
                ON CONFLICT (id) DO UPDATE SET embedding = EXCLUDED.embedding""".formatted(table(datasetId), extension());
        try (PreparedStatement changes = connection.prepareStatement(CHANGES);
                PreparedStatement put = connection.prepareStatement(insert);
                PreparedStatement drop = connection.prepareStatement("DELETE FROM " + table(datasetId) + " WHERE id = ?")) {
            changes.setFetchSize(BATCH);
            changes.setInt(1, dimension * Float.BYTES);
            changes.setObject(2, tenantId);
            changes.setObject(3, datasetId);
            changes.setLong(4, since);
            ResultSet rows = changes.executeQuery();
            for (int i = 1; rows.next(); i++) {
                byte[] vector = rows.getBytes(2);
                PreparedStatement change = vector == null ? drop : put;
                change.setObject(1, rows.getObject(1));
                if (vector != null) {
                    put.setString(2, literal(VectorBlock.read(vector)));
                }
                change.addBatch();
                if (i % BATCH == 0) {
                    drop.executeBatch();
                    put.executeBatch();
                }
            }
            drop.executeBatch();
            put.executeBatch();
        }
        try (PreparedStatement remember = connection.prepareStatement(REMEMBER)) {
            remember.setObject(1, datasetId);
            remember.setObject(2, tenantId);
            remember.setInt(3, dimension);
            remember.setLong(4, reached);
            remember.executeUpdate();
        }
    }

    private static long version(Connection connection, UUID tenantId, UUID datasetId) throws SQLException {
        try (PreparedStatement query = connection
                .prepareStatement("SELECT version FROM index_versions WHERE tenant_id = ? AND dataset_id = ?")) {
            query.setObject(1, tenantId);
            query.setObject(2, datasetId);
            ResultSet row = query.executeQuery();
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static State state(Connection connection, UUID tenantId, UUID datasetId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STATE)) {
            query.setObject(1, tenantId);
            query.setObject(2, datasetId);
            query.setString(3, table(datasetId));
            ResultSet row = query.executeQuery();
            return row.next() ? new State(row.getInt(1), row.getLong(2), row.getLong(3)) : null;
        }
    }

    private static boolean lock(Connection connection, UUID datasetId) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, datasetId.getLeastSignificantBits());
            ResultSet row = lock.executeQuery();
            row.next();
            return row.getBoolean(1);
        }
    }

    private String extension() {
        String known = extension;
        if (known == null) {
            known = config.pgvector() ? install() : "";
            extension = known;
        }
        return known;
    }

    /** The schema of the extension, made where the server offers it and we may; empty otherwise. */
    private String install() {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            ResultSet offered = statement.executeQuery(OFFERED);
            if (!offered.next() || offered.getInt(1) == 0) {
                return "";
            }
            statement.execute("CREATE EXTENSION IF NOT EXISTS vector");
            ResultSet schema = statement.executeQuery(
                    "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'");
            return schema.next() ? schema.getString(1) : "";
        } catch (SQLException refused) {
            LOG.infof("pgvector is offered by the database but cannot be used: %s", refused.getMessage());
            return "";
        }
    }

    /** Takes the table of a dataset away, if it has one. */
    static void drop(Connection connection, UUID datasetId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + table(datasetId));
        }
    }

    private static String table(UUID datasetId) { return SCHEMA + ".d_" + datasetId.toString().replace("-", ""); }

    private static String literal(float[] vector) {
        StringBuilder text = new StringBuilder(vector.length * 12).append('[');
        for (int i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return text.append(']').toString();
    }
}
