package dev.difynative.platform.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** The thread of a writer: what was queued while it stored goes into its {@link Backlog} at once. Begins with the first thing. */
public final class BacklogThread<Q, T> {
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final long IDLE_MILLIS = 100;
    private static final long AGAIN_MILLIS = 100;

    private final String name;
    private final Backlog<T> backlog;
    private final Function<List<Q>, Stream<Backlog.Item<T>>> items;
    private final BlockingQueue<Q> queue = new LinkedBlockingQueue<>();
    private volatile Thread thread;
    private volatile boolean stopping;

    /** @param items makes of all that is queued what is to be stored, in that order */
    public BacklogThread(String name, Backlog<T> backlog, Function<List<Q>, Stream<Backlog.Item<T>>> items) {
        this.name = name;
        this.backlog = backlog;
        this.items = items;
    }

    public void add(Q queued) {
        start();
        queue.add(queued);
    }

    /** Waits until all is stored, but not for long; whether that has come about. */
    public boolean stop() throws InterruptedException {
        stopping = true;
        return thread == null || thread.join(STOP);
    }

    private synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name(name).start(this::storeAll);
        }
    }

    private void storeAll() {
        List<Q> fresh = new ArrayList<>();
        try {
            while (!stopping || !queue.isEmpty() || !backlog.isEmpty()) {
                Q first = queue.poll(backlog.isEmpty() ? IDLE_MILLIS : 0, TimeUnit.MILLISECONDS);
                if (first != null) {
                    fresh.add(first);
                    queue.drainTo(fresh);
                    items.apply(fresh).forEach(backlog::add);
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
}
