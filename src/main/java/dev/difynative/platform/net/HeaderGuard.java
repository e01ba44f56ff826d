package dev.difynative.platform.net;

import java.util.Map;

import io.vertx.core.MultiMap;

/**
 * Lets no header out that HTTP has no form for. Vert.x would find it only after the connection is there, and complain with the
 * value in its words; a value may be a key, so nothing here quotes one.
 */
final class HeaderGuard {
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private HeaderGuard() {}

    static void check(MultiMap headers) {
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            if (!isName(name)) {
                throw OutboundError.INVALID_HEADER.because("'%s' cannot be the name of a header", shown(name));
            }
            if (!isValue(header.getValue())) {
                throw OutboundError.INVALID_HEADER.because(
                        "The value of the header '%s' has a line break or another control character",
                        name);
            }
        }
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character >= 0x80 || !Character.isLetterOrDigit(character) && MARKS.indexOf(character) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character < ' ' && character != '\t' || character == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** A name has no control characters in messages, nor a length that tells of a value in the wrong field. */
    private static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
    }
}
