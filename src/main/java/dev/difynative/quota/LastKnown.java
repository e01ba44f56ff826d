package dev.difynative.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the windows stood when Redis last answered. While it is silent an instance lets pass its share of what was left then, so
 * that all of them together let pass no more than that.
 */
final class LastKnown {
    private static final long SWEEP_MILLIS = 60_000;

    private final Map<Window, Left> windows = new ConcurrentHashMap<>();
    private final AtomicLong sweepAt = new AtomicLong();

    /** {@code part} is the workspace itself or something within it. */
    private record Window(UUID tenantId, UUID part, Span span) {}

    /** What was left at a time, and how much of it has passed here since; guarded by the lock of its owner. */
    private static final class Left {
        final Standing standing;
        final long at;
        long passed;

        Left(Standing standing, long at) {
            this.standing = standing;
            this.at = at;
        }

        /** Of a window that was full one call at least has left it when the next one was said to pass. */
        long share(long now, int instances) {
            long remaining = standing.remaining() == 0 && now >= standing.passesAt() ? 1 : standing.remaining();
            return remaining == 0 ? 0 : Math.max(1, remaining / instances);
        }
    }

    void learn(long now, UUID tenantId, CallLimits plan, List<Part> parts, List<Standing> standings) {
        int next = 0;
        for (Window window : windows(tenantId, plan, parts)) {
            windows.put(window, new Left(standings.get(next++), now));
        }
        sweep(now);
    }

    /** Decides by what was left, of which each of the instances has a share; null when nothing is known of a window. */
    Decision check(long now, UUID tenantId, CallLimits plan, List<Part> parts, int instances) {
        List<Left> known = new ArrayList<>();
        for (Window window : windows(tenantId, plan, parts)) {
            Left left = windows.get(window);
            if (left == null || now >= left.at + window.span.millis) {
                return null;
            }
            known.add(left);
        }
        List<Standing> standings = new ArrayList<>();
        synchronized (this) {
            boolean allowed = known.stream().allMatch(left -> left.passed < left.share(now, instances));
            for (Left left : known) {
                left.passed += allowed ? 1 : 0;
                standings.add(new Standing(left.standing.limit(), Math.max(0, left.share(now, instances) - left.passed),
                        Math.max(now, left.standing.passesAt())));
            }
            return Decision.of(allowed, now, standings);
        }
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

    private void sweep(long now) {
        long due = sweepAt.get();
        if (now >= due && sweepAt.compareAndSet(due, now + SWEEP_MILLIS)) {
            windows.entrySet().removeIf(entry -> now >= entry.getValue().at + entry.getKey().span.millis);
        }
    }
}
