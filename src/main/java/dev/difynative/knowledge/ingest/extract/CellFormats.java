package dev.difynative.knowledge.ingest.extract;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the numbers of a workbook are shown: a date is a number whose format says so (ECMA-376 part 1, 18.8.30). */
public final class CellFormats {
    private static final int EXACT_DIGITS = 15;

    private final Map<Integer, String> codes = new HashMap<>();
    private final List<Integer> styles = new ArrayList<>();

    public void define(int id, String code) { codes.put(id, code == null ? "" : code); }

    public void addStyle(int formatId) { styles.add(formatId); }

    public String shown(String raw, int style, boolean since1904) {
        try {
            return shown(new BigDecimal(raw.strip()), style, since1904);
        } catch (NumberFormatException noNumber) {
            return raw;
        }
    }

    public String shown(BigDecimal value, int style, boolean since1904) {
        int format = style < styles.size() ? styles.get(style) : 0;
        String code = codes.get(format);
        if (isDate(format, code) && value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(2_958_466)) < 0) {
            return date(value.doubleValue(), since1904);
        }
        if (format == 9 || format == 10 || code != null && code.endsWith("%")) {
            return plain(value.movePointRight(2)) + "%";
        }
        return plain(value);
    }

    private static String plain(BigDecimal value) {
        BigDecimal rounded = value.round(new MathContext(EXACT_DIGITS)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : Math.abs(rounded.scale()) > 30 ? rounded.toString() : rounded.toPlainString();
    }

    private static boolean isDate(int format, String code) {
        if (code == null) {
            return format >= 14 && format <= 22 || format >= 27 && format <= 36 || format >= 45 && format <= 47
                    || format >= 50 && format <= 58;
        }
        // Literal text and colours in brackets say nothing; elapsed time [h] does.
        String bare = code.replaceAll("\"[^\"]*\"|\\\\.|\\[(?![hms]+\\])[^\\]]*\\]", "");
        return !bare.equalsIgnoreCase("General") && bare.matches("(?s).*[dmyhsDMYHS].*");
    }

    private static String date(double serial, boolean since1904) {
        long day = (long) Math.floor(serial);
        long seconds = Math.round((serial - day) * 86_400);
        LocalTime time = LocalTime.MIDNIGHT.plusSeconds(seconds % 86_400);
        if (day == 0 && !since1904) {
            return time.toString();
        }
        // Excel takes 1900 for a leap year, so that its dates are right from March of that year on.
        LocalDate first = since1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, day < 60 ? 31 : 30);
        LocalDateTime moment = first.plusDays(day).atStartOfDay().plus(seconds, ChronoUnit.SECONDS);
        return seconds == 0 ? moment.toLocalDate().toString() : moment.toLocalDate() + " " + moment.toLocalTime();
    }
}
