package dev.difynative.platform.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Function;

import org.jboss.logging.Logger;

import dev.difynative.platform.persistence.SqlFaults;

/**
 * What a writer has taken over and not committed yet, in order.
 *
 * <p>
 * A database that is away for a moment costs nobody anything: the writer tries again, and whoever waits is told only when that
 * has gone on for a while. What would leave something half done stays until it is stored, however long that takes. For the
 * thread of one writer.
 */
public final class Backlog<T> {
    private static final Logger LOG = Logger.getLogger(Backlog.class);
    /** A server that starts again is back by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Nothing new is begun while the database is known to be gone, so that only what is under way by then comes here. */
    private static final int MOST_KEPT = 50_000;
    /** What breaks the connection so often, and nothing else does, will always do so. */
    private static final int MOST_TRIES = 50;

    private final DatabasePulse pulse;
    private final Function<T, Kept> kept;
    private final Writer<T> writer;
    private final BiPredicate<T, T> together;
    private final int mostAtOnce;
    private final List<Item<T>> items = new ArrayList<>();
    /** Smaller after each failure, should it be one of them that breaks the connection. */
    private int size;
    private boolean behind;

    /** How long something is kept that cannot be stored for the time being. */
    public enum Kept {
        /** What comes next says it again. */
        NOT_AT_ALL,
        /** Until those who wait for it have been told that it failed: nothing of it is in the database. */
        WHILE_AWAITED,
        /** Until it is stored: it begins or ends something that lasts. */
        UNTIL_STORED
    }

    /** Stores all of it or nothing. */
    @FunctionalInterface
    public interface Writer<T> {
        void store(List<T> some) throws SQLException;
    }

    /** One thing to be stored, and those who wait until it is committed. */
    public static final class Item<T> {
        private final T what;
        private final List<CompletableFuture<Void>> waiting;
        private final long since = System.nanoTime();
        /** That failed without a word from the database on the thing itself. */
        private int tries;

        public Item(T what, List<CompletableFuture<Void>> waiting) {
            this.what = what;
            this.waiting = waiting;
        }

        private void tell(Exception fault) {
            for (CompletableFuture<Void> wait : waiting) {
                if (fault == null) {
                    wait.complete(null);
                } else {
                    wait.completeExceptionally(fault);
                }
            }
        }
    }

    /**
     * @param together whether two things may go into one transaction
     * @param mostAtOnce how many things do
     */
    public Backlog(DatabasePulse pulse, Function<T, Kept> kept, Writer<T> writer, BiPredicate<T, T> together, int mostAtOnce) {
        this.pulse = pulse;
        this.kept = kept;
        this.writer = writer;
        this.together = together;
        this.mostAtOnce = mostAtOnce;
        this.size = mostAtOnce;
    }

    public void add(Item<T> item) { items.add(item); }

    public boolean isEmpty() { return items.isEmpty(); }

    /** Stores what there is; false when the database is away, so that it should be tried again a little later. */
    public boolean store() {
        while (!items.isEmpty()) {
            Exception fault = store(oldest());
            if (fault != null) {
                size = Math.max(1, size / 2);
                giveUp(fault);
                return false;
            }
            size = Math.min(mostAtOnce, 2 * size);
        }
        if (behind) {
            behind = false;
            LOG.info("What had to wait for the database is stored");
        }
        return true;
    }

    private List<Item<T>> oldest() {
        T first = items.getFirst().what;
        int end = 1;
        while (end < Math.min(size, items.size()) && together.test(first, items.get(end).what)) {
            end++;
        }
        return List.copyOf(items.subList(0, end));
    }

    /** Deals with the oldest items, unless the database is away; why it is. */
    private Exception store(List<Item<T>> oldest) {
        try {
            writer.store(oldest.stream().map(item -> item.what).toList());
            settle(oldest, null);
        } catch (SQLException | RuntimeException failed) {
            pulse.failed(failed);
            if (SqlFaults.willWorkLater(failed) && !breaksConnections(oldest)) {
                oldest.forEach(item -> item.tries++);
                return failed;
            }
            if (oldest.size() > 1) {
                // One thing can spoil a batch (its app has just been deleted, say): the others must not suffer for it.
                return oldest.stream().map(item -> store(List.of(item))).filter(fault -> fault != null).findFirst().orElse(null);
            }
            if (oldest.getFirst().tries > 0 && SqlFaults.isDuplicate(failed)) {
                // It was committed at the last try, and the connection broke before the database could say so.
                settle(oldest, null);
            } else {
                LOG.warnf("Something was refused by the database: %s", failed.getMessage());
                settle(oldest, failed);
            }
        }
        return null;
    }

    private boolean breaksConnections(List<Item<T>> oldest) {
        return oldest.size() == 1 && oldest.getFirst().tries >= MOST_TRIES && !pulse.isLost();
    }

    private void settle(List<Item<T>> oldest, Exception fault) {
        items.subList(0, oldest.size()).clear();
        oldest.forEach(item -> item.tell(fault));
    }

    private void giveUp(Exception fault) {
        long now = System.nanoTime();
        int before = items.size();
        for (Iterator<Item<T>> each = items.iterator(); each.hasNext();) {
            Item<T> item = each.next();
            Kept how = kept.apply(item.what);
            boolean over = now - item.since >= PATIENCE.toNanos();
            if (how == Kept.NOT_AT_ALL || over && how == Kept.WHILE_AWAITED) {
                each.remove();
            }
            if (how == Kept.NOT_AT_ALL || over) {
                item.tell(fault);
            }
        }
        if (items.size() > MOST_KEPT) {
            List<Item<T>> tooMany = items.subList(MOST_KEPT, items.size());
            LOG.errorf("%d things that the database could not store are lost, because too many wait for it", tooMany.size());
            tooMany.forEach(item -> item.tell(fault));
            tooMany.clear();
        }
        if (!behind) {
            behind = true;
            LOG.warnf("%d things could not be stored, most of them are kept until they can be: %s", before, fault.getMessage());
        }
    }
}
