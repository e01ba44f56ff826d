package dev.difynative.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class LastKnownTest {
    private static final UUID TENANT = new UUID(1, 1);
    private static final long NOON = 1_800_000_000_250L;

    private final LastKnown known = new LastKnown();

    private void told(long now, long redisTime, long limit, long remaining, boolean passedBefore) {
        known.learn(now, TENANT, new CallLimits(limit, 0, 0), List.of(),
                new RedisWindows.Counted(true, redisTime, List.of(new Standing(limit, remaining, redisTime))), passedBefore);
    }

    private int passed(long now, long limit, int instances) {
        int passed = 0;
        while (known.check(now, TENANT, new CallLimits(limit, 0, 0), List.of(), instances).allowed()) {
            passed++;
        }
        return passed;
    }

    @Test
    void ofWhatWasLeftAnInstanceLetsPassItsShare() {
        told(NOON, NOON, 100, 41, false);
        assertEquals(15, passed(NOON + 10, 100, 2), "the half of all but a tenth of the limit");
    }

    @Test
    void whatRedisHasNotYetSaidToBeCountedIsLeftNoSecondTime() {
        told(NOON, NOON, 100, 40, false);
        assertEquals(15, passed(NOON + 10, 100, 2));
        told(NOON + 20, NOON + 20, 100, 38, false);
        assertEquals(0, passed(NOON + 30, 100, 2), "fifteen are under way to Redis");
        for (int call = 0; call < 15; call++) {
            told(NOON + 40, NOON + 40, 100, 38 - call, true);
        }
        assertEquals(7, passed(NOON + 50, 100, 2), "the half of twenty-four less ten");
    }

    @Test
    void anAnswerThatWasOvertakenIsNoNews() {
        told(NOON + 5, NOON + 5, 100, 30, false);
        told(NOON + 6, NOON + 4, 100, 90, false);
        told(NOON + 6, NOON + 5, 100, 32, false);
        assertEquals(20, passed(NOON + 7, 100, 1));
    }

    @Test
    void aRedisWhoseClockIsPutBackIsBelievedAfterASecond() {
        told(NOON, NOON, 100, 10, false);
        told(NOON + 1_000, NOON - 60_000, 100, 90, false);
        assertEquals(80, passed(NOON + 1_001, 100, 1));
    }

    @Test
    void ofAWindowThatNothingIsKnownOfAllIsLeftAndShared() {
        assertEquals(45, passed(NOON, 100, 2));
        assertEquals(0, passed(NOON + 59_000, 100, 2), "the window slides");
        assertEquals(45, passed(NOON + 60_001, 100, 2));
    }

    @Test
    void aWindowIsForgottenWhenRedisWasSilentForAllOfIt() {
        known.learn(NOON, TENANT, new CallLimits(100, 0, 0), List.of(),
                new RedisWindows.Counted(false, NOON, List.of(new Standing(100, 0, NOON + 50_000))), false);
        assertEquals(0, passed(NOON + 49_999, 100, 2));
        assertEquals(45, passed(NOON + 60_000, 100, 2));
    }

    @Test
    void aLimitThatIsTooLowToBeSharedOutIsOneCallForEach() { assertEquals(1, passed(NOON, 1, 3)); }

    @Test
    void aFullWindowAmongOthersRefusesAndCountsNowhere() {
        UUID app = new UUID(2, 2);
        CallLimits plan = new CallLimits(100, 0, 0);
        List<Part> parts = List.of(new Part(app, new CallLimits(2, 0, 0)));
        assertTrue(known.check(NOON, TENANT, plan, parts, 1).allowed());
        assertTrue(known.check(NOON, TENANT, plan, parts, 1).allowed());
        assertFalse(known.check(NOON, TENANT, plan, parts, 1).allowed());
        assertEquals(88, passed(NOON, 100, 1));
    }
}
