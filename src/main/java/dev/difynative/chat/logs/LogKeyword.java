package dev.difynative.chat.logs;

import java.util.Locale;

/**
 * A text that is looked for in other texts, whatever its case. Texts of messages have no index, so that they are stored at no
 * further cost; they are compared as quickly as the text allows instead (docs/adr/0012).
 */
record LogKeyword(String value, boolean plain) {
    private static final int END_OF_ASCII = 0x80;

    static LogKeyword of(String keyword) {
        String text = keyword.strip();
        return hasCaseBeyondAscii(text)
                ? new LogKeyword("%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%", false)
                : new LogKeyword(text.toLowerCase(Locale.ROOT), true);
    }

    /** The condition that a column contains it, with one parameter, which is {@link #value}. */
    String in(String column) {
        // Where only ASCII has a case, bytes tell: several times quicker than by the rules of all alphabets.
        return plain ? "strpos(lower(" + column + " COLLATE \"C\"), ?) > 0" : column + " ILIKE ?";
    }

    private static boolean hasCaseBeyondAscii(String text) {
        return text.codePoints().anyMatch(symbol -> symbol >= END_OF_ASCII
                && (Character.toLowerCase(symbol) != symbol || Character.toUpperCase(symbol) != symbol));
    }
}
