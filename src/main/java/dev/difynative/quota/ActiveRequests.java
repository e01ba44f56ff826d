package dev.difynative.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.redis.RedisGone;
import dev.difynative.platform.redis.RedisScript;
import dev.difynative.platform.redis.SharedRedis;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/**
 * Limits how many requests an app has in flight, over all instances where Redis is configured. There a slot is renewed for as
 * long as it is held, so that those of an instance that died are free again after three minutes.
 */
@ApplicationScoped
public class ActiveRequests {
    private static final long RENEWAL_MILLIS = 60_000;
    private static final long HELD_MILLIS = 3 * RENEWAL_MILLIS;

    private final ConcurrentHashMap<UUID, Integer> inFlight = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UUID, List<String>> shared = new ConcurrentHashMap<>();
    private final SharedRedis redis;
    private final QuotaConfig config;
    private final Vertx vertx;
    private RedisScript take;
    private RedisScript renew;

    /** A place among the app's requests in flight, until it is closed; closing it again does nothing. */
    @FunctionalInterface
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    ActiveRequests(SharedRedis redis, QuotaConfig config, Vertx vertx) {
        this.redis = redis;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (redis.isConfigured()) {
            take = new RedisScript("active-requests.lua");
            renew = new RedisScript("renew-slots.lua");
            vertx.setPeriodic(RENEWAL_MILLIS, unused -> renewAll());
        }
    }

    /**
     * Takes a slot, or refuses with 429 {@code too_many_requests}. With Redis it waits for it for 50 ms at most.
     *
     * @param appLimit the app's own limit, 0 for none
     */
    public Slot acquire(UUID appId, int appLimit) {
        int limit = limit(appLimit);
        if (limit <= 0) {
            return () -> {};
        }
        if (!redis.isConfigured()) {
            return acquireLocally(appId, limit);
        }
        EventLoops.aboutToWait();
        Slot local = acquireLocally(appId, limit);
        String slot = Ids.next().toString();
        try {
            if (redis.ask(client -> take.run(client, List.of(key(appId)),
                    List.of(Integer.toString(limit), slot, Long.toString(HELD_MILLIS)))).toInteger() == 0) {
                local.close();
                throw tooMany(limit);
            }
        } catch (RedisGone gone) {
            if (config.whenRedisIsGone() == QuotaConfig.RedisGonePolicy.REFUSE) {
                local.close();
                throw QuotaError.LIMITS_UNKNOWN.because("The requests in flight cannot be counted at the moment");
            }
        }
        shared.compute(appId, (unused, slots) -> with(slots, slot));
        return once(() -> {
            local.close();
            shared.computeIfPresent(appId, (unused, slots) -> without(slots, slot));
            redis.client().send(Request.cmd(Command.ZREM).arg(key(appId)).arg(slot));
        });
    }

    /**
     * Refuses as {@link #acquire} does when the slots taken, the caller's own among them, and what waits without one are together
     * more than the limit. What waits is counted last, so that whoever gives his slot back once it waits is not overlooked.
     */
    public void requireRoom(UUID appId, int appLimit, IntSupplier waiting) {
        int limit = limit(appLimit);
        if (limit > 0 && taken(appId) + waiting.getAsInt() > limit) {
            throw tooMany(limit);
        }
    }

    private int limit(int appLimit) {
        int general = config.maxActiveRequests();
        return appLimit <= 0 || (general > 0 && general < appLimit) ? general : appLimit;
    }

    private int taken(UUID appId) {
        int here = inFlight.getOrDefault(appId, 0);
        if (!redis.isConfigured()) {
            return here;
        }
        try {
            return redis.ask(client -> client.send(Request.cmd(Command.ZCARD).arg(key(appId)))).toInteger();
        } catch (RedisGone gone) {
            return here;
        }
    }

    private Slot acquireLocally(UUID appId, int limit) {
        inFlight.compute(appId, (unused, count) -> {
            if (count != null && count >= limit) {
                throw tooMany(limit);
            }
            return count == null ? 1 : count + 1;
        });
        return once(() -> inFlight.computeIfPresent(appId, (unused, count) -> count == 1 ? null : count - 1));
    }

    private void renewAll() {
        shared.forEach((appId, slots) -> {
            List<String> arguments = new ArrayList<>();
            arguments.add(Long.toString(HELD_MILLIS));
            arguments.addAll(slots);
            renew.run(redis.client(), List.of(key(appId)), arguments);
        });
    }

    private static String key(UUID appId) { return "dify:active:" + appId; }

    private static RuntimeException tooMany(int limit) {
        return QuotaError.TOO_MANY_REQUESTS.because("Too many requests. Please try again later. The current maximum concurrent "
                + "requests allowed for this app is %d.", limit);
    }

    private static Slot once(Runnable release) {
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                release.run();
            }
        };
    }

    private static List<String> with(List<String> slots, String slot) {
        List<String> more = slots == null ? new ArrayList<>() : new ArrayList<>(slots);
        more.add(slot);
        return List.copyOf(more);
    }

    private static List<String> without(List<String> slots, String slot) {
        List<String> fewer = slots.stream().filter(held -> !held.equals(slot)).toList();
        return fewer.isEmpty() ? null : fewer;
    }
}
