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

import dev.difynative.platform.database.Backlog;
import dev.difynative.platform.database.DatabasePulse;
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
    private static final int MAX_BATCH = 512;
    private static final long STOP_MILLIS = 5_000;
    private static final long AGAIN_MILLIS = 100;

    private final AgroalDataSource dataSource;
    private final Backlog<JournalEntry> backlog;
    private final BlockingQueue<Backlog.Item<JournalEntry>> queue = new LinkedBlockingQueue<>();
    private Thread writer;
    private volatile boolean stopping;

    Journal(AgroalDataSource dataSource, DatabasePulse pulse) {
        this.dataSource = dataSource;
        this.backlog = new Backlog<>(pulse, Journal::kept, this::store, (one, other) -> true, MAX_BATCH);
    }

    /**
     * Queues an entry; entries are written in the order of these calls. A failure means that the entry has not been stored in
     * time; one that begins or ends a message is stored later nevertheless, as soon as the database takes it.
     */
    public CompletableFuture<Void> write(JournalEntry entry) {
        startWriter();
        CompletableFuture<Void> committed = new CompletableFuture<>();
        queue.add(new Backlog.Item<>(entry, List.of(committed)));
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
        List<Backlog.Item<JournalEntry>> fresh = new ArrayList<>(MAX_BATCH);
        try {
            while (!stopping || !queue.isEmpty() || !backlog.isEmpty()) {
                Backlog.Item<JournalEntry> first = queue.poll(backlog.isEmpty() ? 100 : 0, TimeUnit.MILLISECONDS);
                if (first != null) {
                    fresh.add(first);
                    queue.drainTo(fresh);
                    fresh.forEach(backlog::add);
                    fresh.clear();
                }
                if (!backlog.store()) {
                    Thread.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Backlog.Kept kept(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Grown grown -> Backlog.Kept.NOT_AT_ALL;
            case JournalEntry.Growth growth -> Backlog.Kept.NOT_AT_ALL;
            case JournalEntry.Whole whole -> Backlog.Kept.WHILE_AWAITED;
            default -> Backlog.Kept.UNTIL_STORED;
        };
    }

    private void store(List<JournalEntry> some) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                JournalStatements statements = new JournalStatements(connection)) {
            for (JournalEntry entry : some) {
                statements.add(entry);
            }
            statements.execute();
        }
    }
}
