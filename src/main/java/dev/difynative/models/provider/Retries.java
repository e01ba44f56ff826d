package dev.difynative.models.provider;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.buffer.Buffer;

/** When a request is repeated: the pause doubles, is spread a little, and the provider's own wish counts if it is modest. */
final class Retries {
    private final ProviderConfig config;

    Retries(ProviderConfig config) { this.config = config; }

    static boolean worthwhile(int status, Buffer body) {
        return status >= 500 || status == 429 && !ProviderFaults.isQuotaUsedUp(body);
    }

    /** The pause before the next try in milliseconds; empty when there is to be none. */
    OptionalLong pause(int triesBefore, OptionalLong askedMillis) {
        long longest = config.maxRetryDelay().toMillis();
        if (triesBefore >= config.maxRetries() || askedMillis.isPresent() && askedMillis.getAsLong() > longest) {
            return OptionalLong.empty();
        }
        long own = Math.min(longest, config.retryDelay().toMillis() << Math.min(triesBefore, 20));
        long spread = own + ThreadLocalRandom.current().nextLong(own / 4 + 1);
        return OptionalLong.of(Math.max(1, Math.max(spread, askedMillis.orElse(0))));
    }

    /** Reads a Retry-After header, seconds or a date. */
    static OptionalLong asked(String retryAfter) {
        if (retryAfter == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of((long) (Double.parseDouble(retryAfter.strip()) * 1000));
        } catch (NumberFormatException date) {
            return untilDate(retryAfter.strip());
        }
    }

    private static OptionalLong untilDate(String date) {
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return OptionalLong.of(Math.max(0, then.toEpochMilli() - System.currentTimeMillis()));
        } catch (DateTimeParseException unreadable) {
            return OptionalLong.empty();
        }
    }
}
