package dev.difynative.knowledge.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.knowledge.IndexingStatus;
import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.platform.instance.InstanceRegistry;
import io.agroal.api.AgroalDataSource;

/**
 * The table {@code documents} as a queue. Leases are counted by the database's clock, so that processes need not agree on the
 * time. Whatever is written about a document says which lease and generation it is written under, and counts only while both
 * are in force.
 */
@Singleton
class IngestQueue {
    private static final String WAITING = "d.indexing_status NOT IN ('completed', 'error') AND NOT d.paused";
    private static final String FREE = WAITING + " " + """
            AND (d.not_before IS NULL OR d.not_before <= now()) AND (d.lease_until IS NULL OR d.lease_until < now())""";
    /** The workspace that has the fewest documents under way comes first, then who has waited longest. */
    private static final String CLAIM = """
            WITH running AS (
                SELECT d.tenant_id, count(*) AS under_way FROM documents d
                WHERE %s AND d.lease_until >= now() GROUP BY d.tenant_id)
            UPDATE documents SET lease_owner = ?, lease_until = now() + make_interval(secs => ?), attempts = attempts + 1
            WHERE id = (
                SELECT d.id FROM documents d LEFT JOIN running r ON r.tenant_id = d.tenant_id
                WHERE %s ORDER BY coalesce(r.under_way, 0), d.queued_at, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
            RETURNING id, tenant_id, dataset_id, upload_file_id, doc_form, doc_language, process_rule, indexing_status,
                generation, attempts, waits, created_by""".formatted(WAITING, FREE);
    private static final String RENEW = """
            UPDATE documents SET lease_until = now() + make_interval(secs => ?)
            WHERE id = ANY (?) AND lease_owner = ? RETURNING id""";
    private static final String OTHERS = """
            SELECT EXISTS (SELECT 1 FROM documents d WHERE %s AND d.tenant_id <> ? AND NOT EXISTS (
                SELECT 1 FROM documents r WHERE r.tenant_id = d.tenant_id AND r.lease_until >= now()))""".formatted(FREE);
    private static final String MINE = " WHERE id = ? AND lease_owner = ? AND generation = ? AND NOT paused";
    private static final String GIVE_BACK = ", lease_owner = NULL, lease_until = NULL";

    private final AgroalDataSource database;
    private final InstanceRegistry instances;
    private final IngestConfig config;

    IngestQueue(AgroalDataSource database, InstanceRegistry instances, IngestConfig config) {
        this.database = database;
        this.instances = instances;
        this.config = config;
    }

    Optional<ClaimedDocument> claim() throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setObject(1, instances.id());
            claim.setDouble(2, seconds(config.lease()));
            try (ResultSet row = claim.executeQuery()) {
                return row.next() ? Optional.of(document(row)) : Optional.empty();
            }
        }
    }

    private static ClaimedDocument document(ResultSet row) throws SQLException {
        return new ClaimedDocument(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                row.getObject(4, UUID.class), DocForm.find(row.getString(5)).orElseThrow(), row.getString(6), row.getString(7),
                IndexingStatus.find(row.getString(8)).orElseThrow(), row.getInt(9), row.getInt(10), row.getInt(11),
                row.getObject(12, UUID.class));
    }

    /** Keeps the leases of these documents, and gives those that are still held. */
    Set<UUID> renew(Collection<UUID> documents) throws SQLException {
        Set<UUID> held = new HashSet<>();
        try (Connection connection = database.getConnection(); PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setDouble(1, seconds(config.lease()));
            renew.setArray(2, connection.createArrayOf("uuid", documents.toArray()));
            renew.setObject(3, instances.id());
            try (ResultSet rows = renew.executeQuery()) {
                while (rows.next()) {
                    held.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return held;
    }

    /** Whether a workspace that has no document under way has one to be worked on. */
    boolean othersWait(UUID tenantId) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement query = connection.prepareStatement(OTHERS)) {
            query.setObject(1, tenantId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Within a transaction: nobody changes the document until it ends. */
    void hold(ClaimedDocument document) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM documents" + MINE + " FOR UPDATE")) {
            bindMine(query, 1, document);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new CalledOff();
                }
            }
        }
    }

    /** The document is in this state from now on; {@code completed} is the step that is done with it, or null. */
    void advance(ClaimedDocument document, IndexingStatus status, String completed) throws SQLException {
        String time = completed == null ? "" : ", " + completed + " = now()";
        String begun = status == IndexingStatus.PARSING
                ? ", processing_started_at = coalesce(processing_started_at, now())"
                : "";
        update(document, "indexing_status = '" + status.wire() + "', updated_at = now()" + time + begun);
    }

    /** A step is stored: what may go wrong from now on is counted anew. Within the transaction that stores it. */
    void progress(ClaimedDocument document, int stored, int completed, long tokens) throws SQLException { update(document, """
                total_segments = total_segments + %d, completed_segments = completed_segments + %d, tokens = tokens + %d,
                attempts = 0, waits = 0, updated_at = now()""".formatted(stored, completed, tokens)); }

    void countWords(ClaimedDocument document, long words) throws SQLException { update(document, "word_count = " + words); }

    void complete(ClaimedDocument document) throws SQLException { update(document, """
                indexing_status = 'completed', completed_at = now(), updated_at = now(), error = NULL, attempts = 0, waits = 0,
                indexing_latency = extract(epoch FROM now() - coalesce(processing_started_at, queued_at))""" + GIVE_BACK); }

    void fail(ClaimedDocument document, String message) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE documents SET indexing_status = 'error', "
                        + "stopped_at = now(), updated_at = now(), error = ?" + GIVE_BACK + MINE)) {
            update.setString(1, message.replace("\u0000", ""));
            bindMine(update, 2, document);
            if (update.executeUpdate() == 0) {
                throw new CalledOff();
            }
        }
    }

    /** Gives the document back, to be gone on with by whoever comes next. */
    void release(ClaimedDocument document) throws SQLException {
        update(document, "attempts = greatest(0, attempts - 1)" + GIVE_BACK);
    }

    /** Gives the document back, and nobody takes it for the time. */
    void postpone(ClaimedDocument document, Duration time) throws SQLException {
        update(document, "attempts = greatest(0, attempts - 1), waits = waits + 1, not_before = now() + make_interval(secs => "
                + seconds(time) + ")" + GIVE_BACK);
    }

    private void update(ClaimedDocument document, String assignments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE documents SET " + assignments + MINE)) {
            bindMine(update, 1, document);
            if (update.executeUpdate() == 0) {
                throw new CalledOff();
            }
        }
    }

    private void bindMine(PreparedStatement statement, int from, ClaimedDocument document) throws SQLException {
        statement.setObject(from, document.id());
        statement.setObject(from + 1, instances.id());
        statement.setInt(from + 2, document.generation());
    }

    private static double seconds(Duration time) { return time.toMillis() / 1000.0; }
}
