package dev.difynative.chat;

import java.util.UUID;

import dev.difynative.platform.text.LoneHalves;

/**
 * How much of a growing answer is stored: pieces go with those of all other answers into one row a second, and from time to time
 * the whole text into the message's own row, so that the pieces before are no longer needed.
 */
final class StoredText {
    private int length;
    private int codePoints;
    /** Of the oldest piece that the message's row lacks; 0 when it lacks none. */
    private long oldestTick;

    void flush(UUID messageId, StringBuilder answer, GrowthTick tick) {
        int end = answer.length();
        // The other half of the character comes with the next piece.
        if (end > 0 && Character.isHighSurrogate(answer.charAt(end - 1))) {
            end--;
        }
        // PostgreSQL's text holds every character but this one, so it does not count.
        String piece = LoneHalves.replacedIn(answer.substring(length, end)).replace("\0", "");
        if (end > 0 && tick.wantsWhole(oldestTick)) {
            tick.whole(messageId, LoneHalves.replacedIn(answer.substring(0, end)));
            oldestTick = 0;
        } else if (!piece.isEmpty()) {
            tick.piece(messageId, codePoints, piece);
            oldestTick = oldestTick == 0 ? tick.number() : oldestTick;
        }
        length = end;
        codePoints += piece.codePointCount(0, piece.length());
    }
}
