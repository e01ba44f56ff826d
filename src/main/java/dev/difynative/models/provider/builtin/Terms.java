package dev.difynative.models.provider.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits text into comparable terms: lower-case words, and pairs of neighbours in scripts that put no spaces. */
final class Terms {
    private Terms() {}

    static List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < lower.length()) {
            int codePoint = lower.codePointAt(at);
            if (!Character.isLetterOrDigit(codePoint)) {
                at += Character.charCount(codePoint);
                continue;
            }
            int end = endOfRun(lower, at, unspaced(codePoint));
            addRun(lower, at, end, unspaced(codePoint), terms);
            at = end;
        }
        return terms;
    }

    private static int endOfRun(String text, int start, boolean unspaced) {
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            if (!Character.isLetterOrDigit(codePoint) || unspaced(codePoint) != unspaced) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    private static void addRun(String text, int start, int end, boolean unspaced, List<String> terms) {
        int[] points = unspaced ? text.substring(start, end).codePoints().toArray() : new int[0];
        if (points.length < 2) {
            terms.add(text.substring(start, end));
        }
        for (int i = 0; i + 1 < points.length; i++) {
            terms.add(new String(points, i, 2));
        }
    }

    private static boolean unspaced(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
