package dev.difynative.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;

/**
 * Takes entries for the ledger that belong to no message or run: what comes in while one transaction is committed goes into the
 * next one. Who has to know that an entry is stored waits for its future.
 */
@ApplicationScoped
public class UsageLedger {
    private static final Logger LOG = Logger.getLogger(UsageLedger.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long STOP_MILLIS = 5_000;

    private final AgroalDataSource database;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean stopping;

    private record Pending(UsageEntry entry, CompletableFuture<Void> tried) {}

    UsageLedger(AgroalDataSource database) { this.database = database; }

    /** The future completes when the entry is committed; when it could not be, too: it is tried again for as long as it takes. */
    public CompletableFuture<Void> add(UsageEntry entry) {
        CompletableFuture<Void> tried = new CompletableFuture<>();
        queue.add(new Pending(entry, tried));
        write();
        return tried;
    }

    private void write() {
        if (!queue.isEmpty() && writing.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> {
                try {
                    writeAll();
                } finally {
                    writing.set(false);
                    // What came in after the last look.
                    write();
                }
            });
        }
    }

    private void writeAll() {
        LedgerBatch batch = new LedgerBatch();
        boolean kept = false;
        while (kept || !queue.isEmpty()) {
            List<Pending> pending = new ArrayList<>();
            queue.drainTo(pending);
            pending.forEach(each -> batch.add(each.entry));
            try (Connection connection = database.getConnection()) {
                batch.write(connection);
                batch.clear();
                kept = false;
            } catch (SQLException fault) {
                kept = true;
                LOG.warnf("The use of models could not be written down, %s: %s", stopping ? "and is lost" : "will try again",
                        fault.getMessage());
            }
            // Not here: what they go on with must not keep the next ones waiting.
            pending.forEach(each -> each.tried.completeAsync(() -> null, Thread::startVirtualThread));
            if (kept && (stopping || !pause())) {
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        while (writing.get() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
