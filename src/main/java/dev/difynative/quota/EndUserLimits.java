package dev.difynative.quota;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.EventLoops;

/** Limits the calls of each end user, where that is configured. */
@ApplicationScoped
public class EndUserLimits {
    private final RateLimits limits;
    private final CallLimits perUser;

    EndUserLimits(RateLimits limits, QuotaConfig config) {
        this.limits = limits;
        this.perUser = config.perEndUser().limits();
    }

    /** Whether end users have limits at all. */
    public boolean areSet() { return !perUser.isNone(); }

    /** Counts one call of an end user, or refuses it with 429. */
    public void count(UUID tenantId, UUID endUserId) {
        if (perUser.isNone()) {
            return;
        }
        // What an event loop begins may be begun anew elsewhere, and must not be counted twice.
        EventLoops.aboutToWait();
        Decision decision = limits.check(CallLimits.NONE, tenantId, List.of(new Part(endUserId, perUser)));
        CallDecisions.add(decision);
        if (!decision.allowed()) {
            throw QuotaError.RATE_LIMIT_EXCEEDED.field("user", "rate",
                    "This user has made as many calls as are allowed: try again in %d s", decision.retryAfter())
                    .withRetryAfter(decision.retryAfter()).withLimit(new Failure.CallLimit(decision.limit(), decision.resetAt()));
        }
    }
}
