package dev.difynative.quota;

import java.util.List;

/**
 * Whether a call may pass, and the tightest limit in force: {@code resetAt} is the Unix second at which the next call passes,
 * {@code retryAfter} the seconds until then. Without a limit in force there is nothing to show.
 */
public record Decision(boolean allowed, boolean limited, long limit, long remaining, long resetAt, long retryAfter) {
    static final Decision UNLIMITED = new Decision(true, false, 0, 0, 0, 0);

    /** Whether less may be done by this one than by another one; no limit is the widest. */
    public boolean isTighterThan(Decision other) {
        if (!limited || !other.limited) {
            return limited;
        }
        return remaining != other.remaining ? remaining < other.remaining : resetAt > other.resetAt;
    }

    static Decision of(boolean allowed, long now, List<Standing> standings) {
        Standing tightest = standings.getFirst();
        for (Standing standing : standings) {
            if (standing.isTighterThan(tightest)) {
                tightest = standing;
            }
        }
        return new Decision(allowed, true, tightest.limit(), tightest.remaining(), Math.ceilDiv(tightest.passesAt(), 1_000L),
                Math.max(1, Math.ceilDiv(tightest.passesAt() - now, 1_000L)));
    }
}
