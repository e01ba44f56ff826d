package dev.difynative.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.difynative.chat.journal.Journal;
import dev.difynative.chat.journal.JournalEntry;

/** What the answers of this process have grown by within a second, collected to be stored in one row (docs/adr/0005). */
final class GrowthTick {
    /** After so many ticks a message's own row is written, and the rows of pieces before are deleted. */
    static final int KEPT = 30;

    private final long number;
    private final boolean afterLoss;
    private final Instant now;
    private final List<JournalEntry.GrownPiece> pieces = new ArrayList<>();
    private final List<JournalEntry.Grown> wholes = new ArrayList<>();

    /** @param afterLoss whether pieces could not be stored before, so that only whole texts make sense now */
    GrowthTick(long number, boolean afterLoss, Instant now) {
        this.number = number;
        this.afterLoss = afterLoss;
        this.now = now;
    }

    long number() { return number; }

    boolean wantsWhole(long oldestTick) { return afterLoss || oldestTick != 0 && number - oldestTick >= KEPT; }

    void piece(UUID messageId, int offset, String text) { pieces.add(new JournalEntry.GrownPiece(messageId, offset, text)); }

    void whole(UUID messageId, String text) { wholes.add(new JournalEntry.Grown(messageId, text, now)); }

    boolean isEmpty() { return pieces.isEmpty() && wholes.isEmpty(); }

    /** Stores all; fails when something could not be stored. */
    CompletableFuture<Void> write(Journal journal, UUID instanceId) {
        List<CompletableFuture<Void>> written = new ArrayList<>();
        wholes.forEach(whole -> written.add(journal.write(whole)));
        written.add(journal.write(new JournalEntry.Growth(instanceId, number, pieces, number - KEPT)));
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new));
    }
}
