package dev.difynative.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * What one message or run has used of one model.
 *
 * @param endUserId
 *            null for what a member did in the console
 * @param model
 *            {@code provider/model}, or {@link #NO_MODEL}
 */
public record UsageEntry(Place place, long requests, long tokensIn, long tokensOut, BigDecimal price) {
    /** Of a run that asked no model. */
    public static final String NO_MODEL = "workflow";
    /** In place of an app: what the workspace itself has done, such as indexing. */
    public static final UUID NO_APP = new UUID(0, 0);

    /** Entries of one place are summed up; days are those of UTC. */
    public record Place(UUID tenantId, UUID appId, UUID endUserId, String model, LocalDate day, String currency) {}

    public static LocalDate day(Instant at) { return LocalDate.ofInstant(at, ZoneOffset.UTC); }

    UsageEntry plus(UsageEntry other) {
        return new UsageEntry(place, requests + other.requests, tokensIn + other.tokensIn, tokensOut + other.tokensOut,
                price.add(other.price));
    }
}
