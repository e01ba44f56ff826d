package bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Searching in byte arrays, for the hand-written HTTP of the stand-in and the generator. */
final class Bytes {

    static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    static final byte[] LINE_END = ascii("\r\n");

    private Bytes() {
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Where the needle starts in {@code [from, to)}, or -1. */
    static int indexOf(byte[] bytes, int from, int to, byte[] needle) {
        byte first = needle[0];
        int last = to - needle.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first && startsWith(bytes, i, to, needle)) {
                return i;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where the value of a JSON member starts, or -1. The key is given with its quotes; an unescaped
     * {@code "key"} cannot occur inside a JSON string, so that no parser is needed.
     */
    static int jsonValue(byte[] bytes, int from, int to, byte[] quotedKey) {
        for (int at = from; (at = indexOf(bytes, at, to, quotedKey)) >= 0; at++) {
            int value = skipSpaces(bytes, at + quotedKey.length, to);
            if (value < to && bytes[value] == ':') {
                return skipSpaces(bytes, value + 1, to);
            }
        }
        return -1;
    }

    /** The value of a header, lower-cased, or null. The head starts at {@code from} and ends before its empty line. */
    static String header(byte[] bytes, int from, int to, String lowerCaseName) {
        int line = from;
        while (line < to) {
            int end = indexOf(bytes, line, to, LINE_END);
            end = end < 0 ? to : end;
            int name = lowerCaseName.length();
            if (end - line > name && bytes[line + name] == ':' && sameIgnoringCase(bytes, line, lowerCaseName)) {
                return new String(bytes, line + name + 1, end - line - name - 1, US_ASCII).strip().toLowerCase();
            }
            line = end + 2;
        }
        return null;
    }

    static int parseHex(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                break;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private static boolean sameIgnoringCase(byte[] bytes, int from, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Character.toLowerCase(bytes[from + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int skipSpaces(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }
}
