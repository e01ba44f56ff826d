package dev.difynative.quota;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls within this process: one short lock per workspace. */
final class LocalWindows {
    private static final long SWEEP_MILLIS = 60_000;

    private final ConcurrentHashMap<UUID, Workspace> workspaces = new ConcurrentHashMap<>();
    private final AtomicLong sweepAt = new AtomicLong();

    private record Claim(SlidingWindow window, long limit) {}

    private static final class Workspace {
        final Map<Span, SlidingWindow> own = new EnumMap<>(Span.class);
        final Map<UUID, Map<Span, SlidingWindow>> parts = new HashMap<>();
        boolean abandoned;

        void claim(Map<Span, SlidingWindow> windows, CallLimits limits, List<Claim> claims) {
            for (Span span : Span.values()) {
                long limit = limits.within(span);
                if (limit > 0) {
                    claims.add(new Claim(windows.computeIfAbsent(span, SlidingWindow::new), limit));
                }
            }
        }

        boolean isIdle(long now) {
            parts.values().removeIf(windows -> isIdle(windows, now));
            return parts.isEmpty() && isIdle(own, now);
        }

        static boolean isIdle(Map<Span, SlidingWindow> windows, long now) {
            return windows.values().stream().allMatch(window -> window.isEmpty(now));
        }
    }

    Decision check(long now, UUID tenantId, CallLimits plan, List<Part> parts) {
        sweep(now);
        while (true) {
            Workspace workspace = workspaces.computeIfAbsent(tenantId, unused -> new Workspace());
            synchronized (workspace) {
                if (!workspace.abandoned) {
                    return check(now, workspace, plan, parts);
                }
            }
        }
    }

    private static Decision check(long now, Workspace workspace, CallLimits plan, List<Part> parts) {
        List<Claim> claims = new ArrayList<>(5);
        workspace.claim(workspace.own, plan, claims);
        for (Part part : parts) {
            if (!part.limits().isNone()) {
                workspace.claim(workspace.parts.computeIfAbsent(part.id(), unused -> new EnumMap<>(Span.class)), part.limits(),
                        claims);
            }
        }
        boolean allowed = true;
        for (Claim claim : claims) {
            allowed &= claim.window.room(now, claim.limit) > 0;
        }
        List<Standing> standings = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            if (allowed) {
                claim.window.add(now, claim.limit);
            }
            standings.add(claim.window.standing(now, claim.limit));
        }
        return Decision.of(allowed, now, standings);
    }

    long made(long now, UUID tenantId, Span span) {
        Workspace workspace = workspaces.get(tenantId);
        if (workspace == null) {
            return 0;
        }
        synchronized (workspace) {
            SlidingWindow window = workspace.own.get(span);
            return window == null ? 0 : -window.room(now, 0);
        }
    }

    // Once a minute whoever calls forgets the workspaces that have not called for as long as their windows reach.
    private void sweep(long now) {
        long due = sweepAt.get();
        if (now < due || !sweepAt.compareAndSet(due, now + SWEEP_MILLIS)) {
            return;
        }
        workspaces.forEach((tenantId, workspace) -> {
            synchronized (workspace) {
                if (workspace.isIdle(now)) {
                    workspace.abandoned = true;
                    workspaces.remove(tenantId, workspace);
                }
            }
        });
    }
}
