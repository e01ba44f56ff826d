package dev.difynative.chat.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.platform.database.Backlog;
import dev.difynative.platform.database.BacklogThread;
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

    private final AgroalDataSource dataSource;
    private final BacklogThread<Backlog.Item<JournalEntry>, JournalEntry> writer;

    Journal(AgroalDataSource dataSource, DatabasePulse pulse) {
        this.dataSource = dataSource;
        this.writer = new BacklogThread<>("journal",
                new Backlog<>(pulse, Journal::kept, this::store, (one, other) -> true, MAX_BATCH), List::stream);
    }

    /**
     * Queues an entry; entries are written in the order of these calls. A failure means that the entry has not been stored in
     * time; one that begins or ends a message is stored later nevertheless, as soon as the database takes it.
     */
    public CompletableFuture<Void> write(JournalEntry entry) {
        CompletableFuture<Void> committed = new CompletableFuture<>();
        writer.add(new Backlog.Item<>(entry, List.of(committed)));
        return committed;
    }

    @PreDestroy
    void stop() throws InterruptedException { writer.stop(); }

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
