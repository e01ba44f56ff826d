package bench;

import java.util.function.Consumer;

/** Timers of one-millisecond resolution whose cost does not depend on how many are pending. One thread only. */
final class TimerWheel<T extends TimerWheel.Timer> {

    /** Something that can be due; it is in the wheel at most once. */
    abstract static class Timer {
        private long due;
        private Timer next;
    }

    private static final int SLOTS = 4096;
    private static final int LONGEST_WAIT = 64;

    private final Timer[] slots = new Timer[SLOTS];
    private long tick = now();
    private int pending;

    static long now() {
        return System.nanoTime() / 1_000_000;
    }

    void schedule(T timer, long dueMillis) {
        // A slot that has passed is not visited again before a whole turn, so what is late goes into the next one.
        insert(timer, Math.max(dueMillis, tick + 1));
        pending++;
    }

    /** Hands over every timer that is due. */
    @SuppressWarnings("unchecked")
    void advance(Consumer<T> action) {
        long now = now();
        if (now - tick > SLOTS) {
            tick = now - SLOTS;
        }
        while (tick < now) {
            tick++;
            int slot = (int) (tick & (SLOTS - 1));
            Timer timer = slots[slot];
            slots[slot] = null;
            while (timer != null) {
                Timer following = timer.next;
                if (timer.due <= tick) {
                    pending--;
                    action.accept((T) timer);
                } else {
                    insert(timer, timer.due);
                }
                timer = following;
            }
        }
    }

    /** How long the caller may sleep: 0 = for ever. */
    long millisToNext() {
        if (pending == 0) {
            return 0;
        }
        for (int ahead = 1; ahead < LONGEST_WAIT; ahead++) {
            if (slots[(int) (tick + ahead & (SLOTS - 1))] != null) {
                return Math.max(1, tick + ahead - now());
            }
        }
        return LONGEST_WAIT;
    }

    private void insert(Timer timer, long dueMillis) {
        int slot = (int) (dueMillis & (SLOTS - 1));
        timer.due = dueMillis;
        timer.next = slots[slot];
        slots[slot] = timer;
    }
}
