package dev.difynative.workflow.run.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.persistence.SqlFaults;
import io.agroal.api.AgroalDataSource;

/**
 * Writes runs with their node executions and events: one thread, one connection, one transaction for all runs that are new and
 * one for all others that have something new (docs/adr/0005). A ledger that is queued already is not queued again, so that a
 * short run costs one row per table even if it is written at its beginning and at its end.
 */
@ApplicationScoped
public class RunJournal {
    private static final Logger LOG = Logger.getLogger(RunJournal.class);
    private static final int MOST_AT_ONCE = 256;
    private static final long STOP_MILLIS = 5_000;

    private final AgroalDataSource dataSource;
    private final DatabasePulse pulse;
    private final BlockingQueue<RunLedger> queue = new LinkedBlockingQueue<>();
    private Thread writer;
    private volatile boolean stopping;

    RunJournal(AgroalDataSource dataSource, DatabasePulse pulse) {
        this.dataSource = dataSource;
        this.pulse = pulse;
    }

    /** Completes when all that the ledger holds now is committed. */
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
        try (Frames.Packer packer = new Frames.Packer()) {
            writeAll(packer);
        }
    }

    private void writeAll(Frames.Packer packer) {
        List<RunLedger> ledgers = new ArrayList<>(MOST_AT_ONCE);
        while (!stopping || !queue.isEmpty()) {
            try {
                RunLedger first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    ledgers.add(first);
                    queue.drainTo(ledgers, MOST_AT_ONCE - 1);
                    // Those that are new go by one trip, and do not wait for what older ones have to say.
                    ledgers.stream().map(RunLedger::take).collect(Collectors.partitioningBy(helping -> !helping.isNew()))
                            .values().stream().filter(some -> !some.isEmpty()).forEach(some -> commit(some, packer));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                ledgers.clear();
            }
        }
    }

    private void commit(List<RunLedger.Helping> helpings, Frames.Packer packer) {
        try {
            store(helpings, packer);
        } catch (SQLException | RuntimeException failed) {
            pulse.failed(failed);
            if (helpings.size() == 1 || failed instanceof SQLException sql && SqlFaults.isDatabaseGone(sql)) {
                LOG.warnf("%d runs could not be stored: %s", helpings.size(), failed.getMessage());
                helpings.forEach(helping -> helping.waiting().forEach(wait -> wait.completeExceptionally(failed)));
            } else {
                // One run can spoil a batch (its app has just been deleted, say): the others must not suffer for it.
                helpings.forEach(helping -> commit(List.of(helping), packer));
            }
            return;
        }
        helpings.forEach(helping -> helping.waiting().forEach(wait -> wait.complete(null)));
    }

    private void store(List<RunLedger.Helping> helpings, Frames.Packer packer) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                RunStatements statements = new RunStatements(connection, packer)) {
            for (RunLedger.Helping helping : helpings) {
                statements.add(helping);
            }
            statements.execute();
        }
    }
}
