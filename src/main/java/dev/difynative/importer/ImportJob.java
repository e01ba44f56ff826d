package dev.difynative.importer;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.difynative.importer.ImportLedger.Place;
import dev.difynative.platform.error.Failure;

/** One import under way: for whom, from where, and what has become of it so far. */
record ImportJob(Place place, UUID accountId, boolean dry, boolean asSegments, ImportLedger ledger, ImportReport report,
        Consumer<String> progress) {

    UUID tenantId() { return place.tenantId(); }

    /** What a thing is here: found, made now, or (in a dry run) only counted. Empty when there is none. */
    Optional<UUID> once(ImportKind kind, String sourceId, String name, Supplier<UUID> maker) {
        Optional<UUID> before = ledger.find(place, kind, sourceId);
        if (before.isPresent()) {
            report.wasThere(kind);
            return before;
        }
        if (dry) {
            report.taken(kind);
            return Optional.empty();
        }
        return attempt(kind, sourceId, name, () -> ledger.make(place, kind, sourceId, maker));
    }

    /** The same for a maker that remembers the thing by itself; empty when it was known before. */
    Optional<UUID> attemptUnlessKnown(boolean known, ImportKind kind, String sourceId, String name, Supplier<UUID> maker) {
        if (known) {
            report.wasThere(kind);
            return Optional.empty();
        }
        if (dry) {
            report.taken(kind);
            return Optional.empty();
        }
        return attempt(kind, sourceId, name, maker);
    }

    private Optional<UUID> attempt(ImportKind kind, String sourceId, String name, Supplier<UUID> maker) {
        try {
            UUID made = maker.get();
            report.taken(kind);
            return Optional.of(made);
        } catch (Failure | SourceException refused) {
            report.failed(kind, name, sourceId, refused.getMessage());
            return Optional.empty();
        }
    }

    void say(String format, Object... values) { progress.accept(format.formatted(values)); }
}
