package dev.difynative.workflow.run.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.platform.database.Backlog;
import dev.difynative.platform.database.BacklogThread;
import dev.difynative.platform.database.DatabasePulse;
import io.agroal.api.AgroalDataSource;

/**
 * Writes runs with their node executions and events: one thread, one connection, one transaction for all runs that are new and
 * one for all others that have something new (docs/adr/0005). A ledger that is queued already is not queued again, so that a
 * short run costs one row per table even if it is written at its beginning and at its end.
 */
@ApplicationScoped
public class RunJournal {
    private static final int MOST_AT_ONCE = 256;

    private final AgroalDataSource dataSource;
    private final Frames.Packer packer = new Frames.Packer();
    private final BacklogThread<RunLedger, RunLedger.Helping> writer;

    RunJournal(AgroalDataSource dataSource, DatabasePulse pulse) {
        this.dataSource = dataSource;
        // Those that are new go by one trip, and do not wait for what older ones have to say.
        this.writer = new BacklogThread<>("run-journal", new Backlog<>(pulse, RunJournal::kept, this::store,
                (one, other) -> one.isNew() == other.isNew(), MOST_AT_ONCE), RunJournal::newOnesFirst);
    }

    /**
     * Completes when all that the ledger holds now is committed. A failure means that it has not been stored in time; what
     * belongs to a run that lasts is stored later nevertheless, as soon as the database takes it.
     */
    public CompletableFuture<Void> save(RunLedger ledger) {
        CompletableFuture<Void> committed = new CompletableFuture<>();
        if (ledger.enqueue(committed)) {
            writer.add(ledger);
        }
        return committed;
    }

    @PreDestroy
    void stop() throws InterruptedException {
        if (writer.stop()) {
            packer.close();
        }
    }

    private static Stream<Backlog.Item<RunLedger.Helping>> newOnesFirst(List<RunLedger> ledgers) {
        return ledgers.stream().map(RunLedger::take).sorted(Comparator.comparing(helping -> !helping.isNew()))
                .map(helping -> new Backlog.Item<>(helping, helping.waiting()));
    }

    private static Backlog.Kept kept(RunLedger.Helping helping) {
        return helping.isNew() && helping.progress().status().isFinal() ? Backlog.Kept.WHILE_AWAITED : Backlog.Kept.UNTIL_STORED;
    }

    private void store(List<RunLedger.Helping> helpings) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                RunStatements statements = new RunStatements(connection, packer)) {
            for (RunLedger.Helping helping : helpings) {
                statements.add(helping);
            }
            statements.execute();
        }
    }
}
