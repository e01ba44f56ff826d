package dev.difynative.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
    private static final UUID TENANT = new UUID(1, 1);
    private static final UUID APP = new UUID(2, 2);
    private static final long NOON = 1_800_000_000_250L;

    private final LocalWindows windows = new LocalWindows();

    private Decision call(long now, CallLimits plan, CallLimits app) {
        return windows.check(now, TENANT, plan, List.of(new Part(APP, app)));
    }

    private Decision call(long now, long perMinute) { return call(now, new CallLimits(perMinute, 0, 0), CallLimits.NONE); }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 60, 4_096, 5_000, 20_000})
    void noWindowEverHoldsMoreCallsThanTheLimit(long limit) {
        Random random = new Random(limit);
        List<Long> passed = new ArrayList<>();
        long now = NOON;
        for (int call = 0; call < 200_000; call++) {
            now += random.nextInt(100) == 0 ? random.nextInt(30_000) : random.nextInt(2);
            if (call(now, limit).allowed()) {
                passed.add(now);
            }
        }
        for (int call = (int) limit; call < passed.size(); call++) {
            assertTrue(passed.get(call) - passed.get((int) (call - limit)) >= 60_000, "too many calls within a minute");
        }
        assertTrue(passed.size() > limit);
    }

    @Test
    void aBurstAcrossTheMinutesBorderStaysWithinTheLimit() {
        long endOfMinute = NOON / 60_000 * 60_000 + 59_000;
        for (int call = 0; call < 5; call++) {
            assertTrue(call(endOfMinute, 5).allowed());
        }
        assertFalse(call(endOfMinute + 2_000, 5).allowed());
    }

    @Test
    void theNextCallPassesAtTheSecondThatResetNames() {
        call(NOON, 2);
        call(NOON + 10_000, 2);
        Decision refused = call(NOON + 20_000, 2);
        assertEquals(new Decision(false, true, 2, 0, 1_800_000_061L, 41), refused);
        assertFalse(call(NOON + 59_999, 2).allowed());
        assertTrue(call(refused.resetAt() * 1_000, 2).allowed());
    }

    @Test
    void withRoomLeftTheNextCallPassesNow() { assertEquals(new Decision(true, true, 2, 1, 1_800_000_001L, 1), call(NOON, 2)); }

    @Test
    void refusedCallsDoNotCount() {
        assertTrue(call(NOON, 1).allowed());
        for (int call = 1; call < 600; call++) {
            assertFalse(call(NOON + call * 100, 1).allowed());
        }
        assertTrue(call(NOON + 60_001, 1).allowed());
    }

    @Test
    void theTightestLimitIsShown() {
        CallLimits plan = new CallLimits(60, 5, 0);
        CallLimits app = new CallLimits(3, 0, 0);
        assertEquals(3, call(NOON, plan, app).limit());
        call(NOON + 1, plan, app);
        assertEquals(0, call(NOON + 2, plan, app).remaining());
        assertEquals(3, call(NOON + 3, plan, app).limit());
        call(NOON + 61_000, plan, app);
        Decision last = call(NOON + 61_001, plan, app);
        assertEquals(5, last.limit());
        assertEquals(new Decision(false, true, 5, 0, 1_800_003_601L, 3_539), call(NOON + 61_002, plan, app));
    }

    @Test
    void whatOneWindowRefusesIsCountedByNone() {
        CallLimits plan = new CallLimits(10, 0, 0);
        call(NOON, plan, new CallLimits(1, 0, 0));
        call(NOON, plan, new CallLimits(1, 0, 0));
        assertEquals(8, windows.check(NOON, TENANT, plan, List.of(new Part(new UUID(3, 3), CallLimits.NONE))).remaining());
    }

    @Test
    void aLoweredLimitHoldsAtOnce() {
        for (int call = 0; call < 10; call++) {
            call(NOON + call * 1_000, 10);
        }
        Decision refused = call(NOON + 10_000, 3);
        assertEquals(0, refused.remaining());
        assertEquals((NOON + 7_000 + 60_001 + 999) / 1_000, refused.resetAt());
        assertTrue(call(refused.resetAt() * 1_000, 3).allowed());
    }

    @Test
    void idleWorkspacesAreForgottenAndCountedAfresh() {
        call(NOON, 1);
        assertTrue(windows.check(NOON + 120_000, new UUID(9, 9), new CallLimits(1, 0, 0), List.of()).allowed());
        assertTrue(call(NOON + 120_001, 1).allowed());
    }
}
