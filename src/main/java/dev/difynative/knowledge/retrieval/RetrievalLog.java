package dev.difynative.knowledge.retrieval;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.Transactions;

/**
 * Counts the hits of segments and keeps what was asked. Nobody waits for that: it is written within a second, and all of that
 * second share a transaction. A process that is killed loses what it has not written.
 */
@ApplicationScoped
public class RetrievalLog {
    private static final Logger LOG = Logger.getLogger(RetrievalLog.class);
    private static final Duration COLLECTED = Duration.ofSeconds(1);
    private static final String QUERY = """
            INSERT INTO dataset_queries (id, tenant_id, dataset_id, content, source, source_app_id, created_by_role, created_by,
                created_at)
            SELECT ?, d.tenant_id, d.id, ?, ?, ?, ?, ?, ? FROM datasets d WHERE d.tenant_id = ? AND d.id = ?""";
    private static final String HIT = "UPDATE segments SET hit_count = hit_count + ? WHERE id = ?";

    private final DataSource database;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Note> waiting = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<UUID, Integer> hits = new ConcurrentHashMap<>();
    private final AtomicBoolean collecting = new AtomicBoolean();

    private record Note(RetrievalRequest request, List<UUID> datasets, Instant at) {}

    RetrievalLog(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void note(RetrievalRequest request, List<UUID> datasets, List<UUID> segments) {
        waiting.add(new Note(request, datasets, clock.instant()));
        segments.forEach(segment -> hits.merge(segment, 1, Integer::sum));
        if (collecting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("retrieval-log").start(this::collect);
        }
    }

    /** Writes what this instance has not written yet. Not to be called within a transaction. */
    @PreDestroy
    public synchronized void write() {
        List<Note> notes = new ArrayList<>();
        for (Note note = waiting.poll(); note != null; note = waiting.poll()) {
            notes.add(note);
        }
        store("notes of %d retrievals", notes.size(), connection -> writeQueries(connection, notes));
        // By themselves, so that they keep no segment locked for longer than they must.
        Map<UUID, Integer> counted = new TreeMap<>();
        hits.keySet().forEach(segment -> counted.put(segment, hits.remove(segment)));
        store("hits of %d segments", counted.size(), connection -> writeHits(connection, counted));
    }

    private void collect() {
        try {
            Thread.sleep(COLLECTED);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            collecting.set(false);
        }
        write();
    }

    @FunctionalInterface
    private interface Writing {
        void to(Connection connection) throws SQLException;
    }

    private void store(String what, int count, Writing writing) {
        if (count == 0) {
            return;
        }
        try {
            Transactions.run(database, connection -> {
                writing.to(connection);
                return count;
            });
        } catch (SQLException lost) {
            LOG.warnf(lost, "The " + what + " were lost", count);
        }
    }

    private static void writeQueries(Connection connection, List<Note> notes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(QUERY)) {
            for (Note note : notes) {
                RetrievalRequest.Origin origin = note.request.origin();
                for (UUID dataset : note.datasets) {
                    insert.setObject(1, Ids.next());
                    insert.setString(2, note.request.query());
                    insert.setString(3, origin.source());
                    insert.setObject(4, origin.appId());
                    insert.setString(5, origin.role());
                    insert.setObject(6, origin.by());
                    insert.setTimestamp(7, Timestamp.from(note.at));
                    insert.setObject(8, note.request.tenantId());
                    insert.setObject(9, dataset);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Always in the same order, so that two instances do not lock each other out. */
    private static void writeHits(Connection connection, Map<UUID, Integer> counted) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(HIT)) {
            for (Map.Entry<UUID, Integer> hit : counted.entrySet()) {
                update.setInt(1, hit.getValue());
                update.setObject(2, hit.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
