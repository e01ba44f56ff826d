package dev.difynative.platform.text;

/** Halves of characters that need two {@code char}s: a text that comes in pieces may be cut between them, and UTF-8 has no form for one. */
public final class LoneHalves {
    private static final char REPLACEMENT = '\uFFFD';

    private LoneHalves() {}

    /** Whether the text has a half whose other half is not beside it. */
    public static boolean isIn(CharSequence text) {
        return next(text, 0) < text.length();
    }

    /** The text with a replacement character for each lone half. */
    public static String replacedIn(String text) {
        int half = next(text, 0);
        if (half == text.length()) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text);
        for (; half < whole.length(); half = next(whole, half)) {
            whole.setCharAt(half, REPLACEMENT);
        }
        return whole.toString();
    }

    private static int next(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return text.length();
    }
}
