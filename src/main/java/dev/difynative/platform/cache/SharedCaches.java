package dev.difynative.platform.cache;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.platform.bus.InstanceBus;
import dev.difynative.platform.persistence.AfterCommit;

/** Opens the named caches of the features; each name is opened once. */
@ApplicationScoped
public class SharedCaches {
    static final Duration TTL = Duration.ofMinutes(5);
    static final int MAX_ENTRIES = 10_000;

    private final InstanceBus bus;
    private final AfterCommit afterCommit;

    SharedCaches(InstanceBus bus, AfterCommit afterCommit) {
        this.bus = bus;
        this.afterCommit = afterCommit;
    }

    /** A cache with the usual measures: five minutes, ten thousand entries. */
    public <K, V> SharedCache<K, V> open(String name, KeyText<K> keys) {
        return open(name, keys, TTL, MAX_ENTRIES);
    }

    public <K, V> SharedCache<K, V> open(String name, KeyText<K> keys, Duration ttl, int maxEntries) {
        return new SharedCache<>(bus, afterCommit::run, name, keys, new SharedCache.Bounds(ttl, maxEntries));
    }
}
