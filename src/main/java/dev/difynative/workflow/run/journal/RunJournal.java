package dev.difynative.workflow.run.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Writes runs with their node executions and events: one thread, one connection, one transaction for all runs that are new and
 * one for all others that have something new (docs/adr/0005). A ledger that is queued already is not queued again, so that a
 * short run costs one row per table even if it is written at its beginning and at its end.
 */
@ApplicationScoped
public class RunJournal {
    private static final int MOST_AT_ONCE = 256;
    private static final long STOP_MILLIS = 5_000;
    private static final long AGAIN_MILLIS = 100;

    private final AgroalDataSource dataSource;
    private final Frames.Packer packer = new Frames.Packer();
    private final Backlog<RunLedger.Helping> backlog;
    private final BlockingQueue<RunLedger> queue = new LinkedBlockingQueue<>();
    private Thread writer;
    private volatile boolean stopping;

    RunJournal(AgroalDataSource dataSource, DatabasePulse pulse) {
        this.dataSource = dataSource;
        // Those that are new go by one trip, and do not wait for what older ones have to say.
        this.backlog = new Backlog<>(pulse, RunJournal::kept, this::store, (one, other) -> one.isNew() == other.isNew(),
                MOST_AT_ONCE);
    }

    /**
     * Completes when all that the ledger holds now is committed. A failure means that it has not been stored in time; what
     * belongs to a run that lasts is stored later nevertheless, as soon as the database takes it.
     */
    public CompletableFuture<Void> save(RunLedger ledger) {
        startWriter();
        CompletableFuture<Void> committed = new CompletableFuture<>();
        if (ledger.enqueue(committed)) {
            queue.add(ledger);
        }
        return committed;
    }

    private synchronized void startWriter() {
        if (writer == null) {
            writer = Thread.ofPlatform().daemon().name("run-journal").start(this::writeAll);
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
        List<RunLedger> ledgers = new ArrayList<>(MOST_AT_ONCE);
        try (packer) {
            while (!stopping || !queue.isEmpty() || !backlog.isEmpty()) {
                RunLedger first = queue.poll(backlog.isEmpty() ? 100 : 0, TimeUnit.MILLISECONDS);
                if (first != null) {
                    ledgers.add(first);
                    queue.drainTo(ledgers);
                    ledgers.stream().map(RunLedger::take).sorted(Comparator.comparing(helping -> !helping.isNew()))
                            .forEach(helping -> backlog.add(new Backlog.Item<>(helping, helping.waiting())));
                    ledgers.clear();
                }
                if (!backlog.store()) {
                    Thread.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
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
