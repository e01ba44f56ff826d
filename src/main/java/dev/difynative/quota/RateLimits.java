package dev.difynative.quota;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.redis.RedisGone;
import dev.difynative.platform.redis.SharedRedis;

/**
 * Holds the call limits of workspaces, apps, keys and end users, across all instances where Redis is configured. A refused call does not count.
 */
@ApplicationScoped
public class RateLimits {
    private static final Logger LOG = Logger.getLogger(RateLimits.class);
    private static final long REST_NANOS = 1_000_000_000L;

    private final LocalWindows local = new LocalWindows();
    private final RedisWindows shared;
    private final QuotaConfig config;
    private final Clock clock;
    private volatile boolean redisFailed;
    private volatile long redisFailedAt;

    RateLimits(SharedRedis redis, QuotaConfig config, Clock clock) {
        this.shared = redis.isConfigured() ? new RedisWindows(redis) : null;
        this.config = config;
        this.clock = clock;
    }

    /** The same for a call to an app ({@code null} for none) with limits per minute and hour of its own, 0 for none. */
    public Decision check(CallLimits plan, UUID tenantId, UUID appId, int rpm, int rph) {
        return check(plan, tenantId, appId == null ? List.of() : List.of(new Part(appId, new CallLimits(rpm, rph, 0))));
    }

    /**
     * Counts one call, if it may pass, in the windows of the workspace and of each part that has limits. With Redis it waits for
     * it for 50 ms at most.
     */
    public Decision check(CallLimits plan, UUID tenantId, List<Part> parts) {
        if (plan.isNone() && areAllNone(parts)) {
            return Decision.UNLIMITED;
        }
        if (shared == null) {
            return local.check(clock.millis(), tenantId, plan, parts);
        }
        EventLoops.aboutToWait();
        if (!redisFailed || System.nanoTime() - redisFailedAt >= REST_NANOS) {
            try {
                Decision decision = shared.check(tenantId, plan, parts);
                redisFailed = false;
                return decision;
            } catch (RedisGone gone) {
                // The next calls do not wait for it as well.
                redisFailedAt = System.nanoTime();
                redisFailed = true;
                LOG.warnf("Redis does not count the calls (%s); policy for now: %s", gone.getMessage(), config.whenRedisIsGone());
            }
        }
        return switch (config.whenRedisIsGone()) {
            case ALLOW -> local.check(clock.millis(), tenantId, plan, parts);
            case REFUSE -> throw QuotaError.LIMITS_UNKNOWN.because("The rate limits cannot be checked at the moment");
        };
    }

    private static boolean areAllNone(List<Part> parts) {
        for (Part part : parts) {
            if (!part.limits().isNone()) {
                return false;
            }
        }
        return true;
    }
}
