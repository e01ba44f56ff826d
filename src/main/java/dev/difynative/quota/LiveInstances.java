package dev.difynative.quota;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.platform.instance.InstanceRegistry;

/** How many instances share a limit; counted every few seconds, and only while somebody asks. */
@ApplicationScoped
class LiveInstances {
    private static final Logger LOG = Logger.getLogger(LiveInstances.class);
    private static final long LIFETIME_NANOS = 5_000_000_000L;

    private final InstanceRegistry registry;
    private final AtomicLong countedAt = new AtomicLong();
    private volatile int count;

    LiveInstances(InstanceRegistry registry) { this.registry = registry; }

    /** The first who asks counts; others meanwhile get what was counted before, if there is anything. */
    int count() {
        if (count == 0) {
            return firstCount();
        }
        long now = System.nanoTime();
        long before = countedAt.get();
        if (now - before >= LIFETIME_NANOS && countedAt.compareAndSet(before, now)) {
            count = counted(count);
        }
        return count;
    }

    private synchronized int firstCount() {
        if (count == 0) {
            countedAt.set(System.nanoTime());
            count = counted(1);
        }
        return count;
    }

    private int counted(int otherwise) {
        try {
            return Math.max(1, registry.liveInstances().size());
        } catch (IllegalStateException unreachable) {
            LOG.debug("The instances are not counted this time", unreachable);
            return otherwise;
        }
    }
}
