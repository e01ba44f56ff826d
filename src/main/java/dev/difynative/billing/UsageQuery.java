package dev.difynative.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Stream;

import dev.difynative.platform.error.CommonError;

/**
 * What is asked of the usage: a span of time, whose end does not belong to it, and by what it is summed up. The ledger knows days
 * (of UTC), so every day counts whole that the span touches.
 */
public record UsageQuery(Instant from, Instant to, GroupBy groupBy) {
    private static final Duration USUAL_SPAN = Duration.ofDays(30);
    private static final Duration LONGEST_SPAN = Duration.ofDays(366);

    /** What a row stands for. */
    public enum GroupBy {
        APP("u.app_id", "coalesce(nullif(g.k::text, '" + UsageEntry.NO_APP + "'), '')"),
        MODEL("u.model", "g.k"),
        END_USER("u.end_user", "g.k"),
        DAY("u.day", "to_char(g.k, 'YYYY-MM-DD')");

        private final String column;
        private final String key;

        GroupBy(String column, String key) {
            this.column = column;
            this.key = key;
        }

        String column() { return column; }

        /** What is shown of the column, once it is summed up. */
        String key() { return key; }
    }

    /** Reads the parameters; times are Unix seconds, by default the last thirty days, summed up by day. */
    public static UsageQuery of(Long from, Long to, String groupBy, Instant now) {
        Instant end = to == null ? now : Instant.ofEpochSecond(bounded("to", to));
        Instant begin = from == null ? end.minus(USUAL_SPAN) : Instant.ofEpochSecond(bounded("from", from));
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(LONGEST_SPAN) > 0) {
            throw CommonError.INVALID_PARAM.field("from", "range", "Parameter 'from' must lie before 'to', by %d days at most",
                    LONGEST_SPAN.toDays());
        }
        return new UsageQuery(begin, end, group(groupBy));
    }

    LocalDate firstDay() { return UsageEntry.day(from); }

    LocalDate lastDay() { return UsageEntry.day(to.minusNanos(1)); }

    /** The same with texts: Unix seconds, or a day as {@code 2026-01-31}, which belongs to the span at either end. */
    public static UsageQuery read(String from, String to, String groupBy, Instant now) {
        return of(seconds("from", from, 0), seconds("to", to, 1), groupBy, now);
    }

    private static Long seconds(String field, String text, int daysLater) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.matches("\\d+")
                    ? Long.valueOf(text)
                    : (Long) LocalDate.parse(text).plusDays(daysLater).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        } catch (DateTimeParseException | NumberFormatException malformed) {
            throw CommonError.INVALID_PARAM.field(field, "format",
                    "Parameter '%s' must be a Unix time in seconds or a day such as 2026-01-31", field);
        }
    }

    private static GroupBy group(String text) {
        if (text == null || text.isEmpty()) {
            return GroupBy.DAY;
        }
        return Stream.of(GroupBy.values()).filter(group -> group.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
                .orElseThrow(() -> CommonError.INVALID_PARAM.field("group_by", "enum",
                        "Parameter 'group_by' must be app, model, end_user or day"));
    }

    private static long bounded(String field, long seconds) {
        if (seconds < 0 || seconds > 253_402_300_799L) {
            throw CommonError.INVALID_PARAM.field(field, "range", "Parameter '%s' must be a Unix time in seconds", field);
        }
        return seconds;
    }
}
