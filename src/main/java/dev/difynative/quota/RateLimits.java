package dev.difynative.quota;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import dev.difynative.platform.event.EventLoops;
import dev.difynative.platform.redis.RedisGone;
import dev.difynative.platform.redis.SharedRedis;
import io.quarkus.runtime.StartupEvent;

/**
 * Holds the call limits of workspaces, apps, keys and end users, across all instances where Redis is configured. A refused call
 * does not count.
 */
@ApplicationScoped
public class RateLimits {
    private final LocalWindows local = new LocalWindows();
    private final LastKnown known = new LastKnown();
    private final SharedRedis redis;
    private final IntSupplier instances;
    private final RedisWindows shared;
    private final QuotaConfig config;
    private final Clock clock;

    @Inject
    RateLimits(SharedRedis redis, QuotaConfig config, LiveInstances instances, Clock clock) {
        this(redis, config, clock, instances::count);
    }

    /** Before the first call is counted, so that it need not wait for connections and the script. */
    void start(@Observes StartupEvent event) {
        if (shared != null) {
            shared.prepare();
        }
    }

    /** {@code instances} says how many share a limit. */
    RateLimits(SharedRedis redis, QuotaConfig config, Clock clock, IntSupplier instances) {
        this.redis = redis;
        this.instances = instances;
        this.shared = redis.isConfigured() ? new RedisWindows(redis) : null;
        this.config = config;
        this.clock = clock;
    }

    /** Counts one call to an app ({@code null} for none) with limits per minute and hour of its own, 0 for none. */
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
        RedisWindows.Call call = shared.call(tenantId, plan, parts);
        try {
            RedisWindows.Counted counted = redis.ask(call::ask);
            known.learn(clock.millis(), tenantId, plan, parts, counted, false);
            return counted.decision();
        } catch (RedisGone gone) {
            return switch (config.whenRedisIsGone()) {
                case ALLOW -> withoutRedis(tenantId, plan, parts, call);
                case REFUSE -> throw QuotaError.LIMITS_UNKNOWN.because("The rate limits cannot be checked at the moment");
            };
        }
    }

    /**
     * By what was left when Redis last answered. Often it is slow, not gone: a call that it was not asked about is told to it
     * nevertheless, and its answer is heard however late it comes.
     */
    private Decision withoutRedis(UUID tenantId, CallLimits plan, List<Part> parts, RedisWindows.Call call) {
        Decision decision = known.check(clock.millis(), tenantId, plan, parts, instances.getAsInt());
        if (decision.allowed() || call.isAsked()) {
            call.ask(redis.client()).onSuccess(
                    counted -> known.learn(clock.millis(), tenantId, plan, parts, counted, decision.allowed()));
        }
        return decision;
    }

    /** How many calls of a workspace have passed within the last day; none are counted under a plan without a limit per day. */
    public long madeWithinADay(UUID tenantId) {
        if (shared == null) {
            return local.made(clock.millis(), tenantId, Span.DAY);
        }
        try {
            return shared.made(tenantId, Span.DAY);
        } catch (RedisGone gone) {
            return local.made(clock.millis(), tenantId, Span.DAY);
        }
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
