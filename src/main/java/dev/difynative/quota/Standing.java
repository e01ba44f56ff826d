package dev.difynative.quota;

/** Where one window stands after a call: what remains, and when (in milliseconds) the next call passes it. */
record Standing(long limit, long remaining, long passesAt) {

    boolean isTighterThan(Standing other) {
        if (remaining != other.remaining) {
            return remaining < other.remaining;
        }
        return passesAt != other.passesAt ? passesAt > other.passesAt : limit < other.limit;
    }
}
