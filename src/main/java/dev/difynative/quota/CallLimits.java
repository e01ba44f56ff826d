package dev.difynative.quota;

/** How many calls may pass within any minute, hour and day; 0 sets no limit. */
public record CallLimits(long perMinute, long perHour, long perDay) {
    public static final CallLimits NONE = new CallLimits(0, 0, 0);

    boolean isNone() { return perMinute <= 0 && perHour <= 0 && perDay <= 0; }

    long within(Span span) {
        return switch (span) {
            case MINUTE -> perMinute;
            case HOUR -> perHour;
            case DAY -> perDay;
        };
    }
}
