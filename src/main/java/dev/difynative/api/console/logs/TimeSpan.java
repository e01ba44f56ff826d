package dev.difynative.api.console.logs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

import dev.difynative.platform.error.CommonError;

/** A span of time as the console writes it: {@code 2026-01-31 18:00} in the caller's time zone, either end open. */
record TimeSpan(Instant from, Instant to, ZoneId zone) {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Instant FAR_AWAY = Instant.parse("9999-12-31T00:00:00Z");

    /** The name of the time zone is asked for only when one of the ends is given: it has to be read from the account. */
    static TimeSpan of(String start, String end, Supplier<String> zoneName) {
        boolean open = (start == null || start.isBlank()) && (end == null || end.isBlank());
        return of(start, end, open ? "UTC" : zoneName.get());
    }

    static TimeSpan of(String start, String end, String zoneName) {
        ZoneId zone = ZoneId.of(zoneName == null || zoneName.isEmpty() ? "UTC" : zoneName);
        Instant from = instant("start", start, zone, LONG_AGO);
        Instant to = instant("end", end, zone, FAR_AWAY);
        if (to.isBefore(from)) {
            throw CommonError.INVALID_PARAM.field("end", "range", "Parameter 'end' must not be before 'start'");
        }
        return new TimeSpan(from, to, zone);
    }

    private static Instant instant(String field, String text, ZoneId zone, Instant open) {
        if (text == null || text.isBlank()) {
            return open;
        }
        try {
            return LocalDateTime.parse(text.strip(), MINUTES).atZone(zone).toInstant();
        } catch (DateTimeParseException malformed) {
            throw CommonError.INVALID_PARAM.field(field, "format", "Parameter '%s' must look like 2026-01-31 18:00", field);
        }
    }
}
