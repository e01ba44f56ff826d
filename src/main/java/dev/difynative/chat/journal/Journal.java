package dev.difynative.chat.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.persistence.SqlFaults;
import io.agroal.api.AgroalDataSource;

/**
 * Writes conversations and messages: one thread, one connection, one transaction for everything that came in while the
 * previous transaction was being committed.
 *
 * <p>
 * A commit waits for the disk, whatever it holds; sharing it among all runs of that moment is what lets two cores store
 * hundreds of conversations a second without a connection per run (docs/adr/0005). A future completes when its entry is
 * committed, so nothing is acknowledged that a crash could lose.
 */
@ApplicationScoped
public class Journal {
    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final int MAX_BATCH = 512;
    private static final long STOP_MILLIS = 5_000;

    private final AgroalDataSource dataSource;
    private final DatabasePulse pulse;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private Thread writer;
    private volatile boolean stopping;

    private record Pending(JournalEntry entry, CompletableFuture<Void> committed) {}

    Journal(AgroalDataSource dataSource, DatabasePulse pulse) {
        this.dataSource = dataSource;
        this.pulse = pulse;
    }

    /** Queues an entry; entries are written in the order of these calls. */
    public CompletableFuture<Void> write(JournalEntry entry) {
        startWriter();
        CompletableFuture<Void> committed = new CompletableFuture<>();
        queue.add(new Pending(entry, committed));
        return committed;
    }

    private synchronized void startWriter() {
        if (writer == null) {
            writer = Thread.ofPlatform().daemon().name("journal").start(this::writeAll);
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        if (writer != null) {
            writer.join(STOP_MILLIS);
        }
    }

    private void writeAll() {
        List<Pending> batch = new ArrayList<>(MAX_BATCH);
        while (!stopping || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MAX_BATCH - 1);
                    commit(batch);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                batch.clear();
            }
        }
    }

    private void commit(List<Pending> batch) {
        try {
            store(batch);
        } catch (SQLException failed) {
            pulse.failed(failed);
            if (batch.size() == 1 || SqlFaults.isDatabaseGone(failed)) {
                LOG.warnf("%d messages could not be stored: %s", batch.size(), failed.getMessage());
                batch.forEach(pending -> pending.committed().completeExceptionally(failed));
            } else {
                // One entry can spoil a batch (its app has just been deleted, say): the others must not suffer for it.
                batch.forEach(pending -> commit(List.of(pending)));
            }
            return;
        }
        batch.forEach(pending -> pending.committed().complete(null));
    }

    private void store(List<Pending> batch) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                JournalStatements statements = new JournalStatements(connection)) {
            for (Pending pending : batch) {
                statements.add(pending.entry());
            }
            statements.execute();
        }
    }
}
