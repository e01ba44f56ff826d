package dev.difynative.quota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where the windows stood when Redis last answered, and what has passed here of which it has not said yet that it is counted.
 * While Redis is silent an instance lets pass its share of what was left then, so that instances that all hear nothing let pass
 * no more than that together; for one that alone hears nothing a tenth of the limit is kept back. Of a window that Redis was not heard of for the whole of its length everything is left.
 */
final class LastKnown {
    private static final long SWEEP_MILLIS = 60_000;
    /** An answer that overtook an older one is the one that holds; after this time any answer is news. */
    private static final long OVERTAKING_MILLIS = 1_000;
    private static final long RESERVE = 10;

    private final Map<Window, Left> windows = new HashMap<>();
    private long sweepAt;

    /** {@code part} is the workspace itself or something within it. */
    private record Window(UUID tenantId, UUID part, Span span) {}

    private static final class Left {
        final Span span;
        Standing standing;
        long heardAt;
        long redisTime;
        SlidingWindow uncounted;

        Left(Span span) { this.span = span; }

        void learn(long now, long time, Standing told) {
            boolean overtaken = standing != null && now - heardAt < OVERTAKING_MILLIS
                    && (time < redisTime || time == redisTime && told.remaining() > standing.remaining());
            if (!overtaken) {
                standing = told;
                redisTime = time;
                heardAt = now;
            }
        }

        boolean isKnown(long now) { return standing != null && now < heardAt + span.millis; }

        /** What this instance may still let pass. */
        long room(long now, long limit, int instances) {
            long remaining = isKnown(now) ? remaining(now) : limit;
            // A limit too low to be shared out is one call for each. A tenth stays for what the others are told by Redis meanwhile.
            long share = remaining == 0 ? 0 : Math.max(limit < instances ? 1 : 0, (remaining - limit / RESERVE) / instances);
            return uncounted == null ? share : uncounted.room(now, share);
        }

        /** Of a window that was full one call at least has left it when the next one was said to pass. */
        private long remaining(long now) {
            return standing.remaining() == 0 && now >= standing.passesAt() ? 1 : standing.remaining();
        }

        void pass(long now, long limit) {
            if (uncounted == null) {
                uncounted = new SlidingWindow(span);
            }
            uncounted.add(now, limit);
        }

        long passesAt(long now) { return isKnown(now) ? Math.max(now, standing.passesAt()) : now; }

        boolean isIdle(long now) { return !isKnown(now) && (uncounted == null || uncounted.isEmpty(now)); }
    }

    /** What Redis has answered, and whether it was asked for a call that has passed before it answered. */
    synchronized void learn(long now, UUID tenantId, CallLimits plan, List<Part> parts, RedisWindows.Counted counted,
            boolean passedBefore) {
        int next = 0;
        for (Window window : windows(tenantId, plan, parts)) {
            Left left = windows.computeIfAbsent(window, unused -> new Left(window.span));
            left.learn(now, counted.now(), counted.standings().get(next++));
            if (passedBefore && left.uncounted != null) {
                left.uncounted.removeOne();
            }
        }
        sweep(now);
    }

    /** Decides without Redis, by the share of each of the instances in what is left. */
    synchronized Decision check(long now, UUID tenantId, CallLimits plan, List<Part> parts, int instances) {
        List<Window> claimed = windows(tenantId, plan, parts);
        List<Long> limits = limits(plan, parts);
        List<Left> lefts = new ArrayList<>(claimed.size());
        boolean allowed = true;
        for (int i = 0; i < claimed.size(); i++) {
            Span span = claimed.get(i).span;
            Left left = windows.computeIfAbsent(claimed.get(i), unused -> new Left(span));
            lefts.add(left);
            allowed &= left.room(now, limits.get(i), instances) > 0;
        }
        List<Standing> standings = new ArrayList<>(lefts.size());
        for (int i = 0; i < lefts.size(); i++) {
            Left left = lefts.get(i);
            if (allowed) {
                left.pass(now, limits.get(i));
            }
            standings.add(new Standing(limits.get(i), Math.max(0, left.room(now, limits.get(i), instances)), left.passesAt(now)));
        }
        sweep(now);
        return Decision.of(allowed, now, standings);
    }

    /** The windows of a call, in the order in which their standings are told. */
    private static List<Window> windows(UUID tenantId, CallLimits plan, List<Part> parts) {
        List<Window> windows = new ArrayList<>(5);
        Span.under(plan).forEach(span -> windows.add(new Window(tenantId, tenantId, span)));
        for (Part part : parts) {
            Span.under(part.limits()).forEach(span -> windows.add(new Window(tenantId, part.id(), span)));
        }
        return windows;
    }

    private static List<Long> limits(CallLimits plan, List<Part> parts) {
        List<Long> limits = new ArrayList<>(5);
        Span.under(plan).forEach(span -> limits.add(plan.within(span)));
        for (Part part : parts) {
            Span.under(part.limits()).forEach(span -> limits.add(part.limits().within(span)));
        }
        return limits;
    }

    private void sweep(long now) {
        if (now >= sweepAt) {
            sweepAt = now + SWEEP_MILLIS;
            windows.values().removeIf(left -> left.isIdle(now));
        }
    }
}
