package dev.difynative.knowledge.ingest.split;

/**
 * Removes from a text what nobody wants to find, and remembers where the rest stood. Always: control characters, line ends of
 * other systems, and the brackets that models take for marks of their own. On demand: superfluous white space, and addresses of
 * the web and of mail.
 */
final class Cleaner {
    private final boolean spaces;
    private final boolean addresses;
    private final Positions positions;
    private final StringBuilder out = new StringBuilder();
    /** Of what was given out before: the cleaned text's length, and the original's. */
    private int cleanBase;
    private int originalBase;
    private int at;

    Cleaner(boolean removeExtraSpaces, boolean removeUrlsEmails, Positions positions) {
        spaces = removeExtraSpaces;
        addresses = removeUrlsEmails;
        this.positions = positions;
    }

    /** The cleaned text of the next part of a document. Parts must not be cut within a word or a run of white space. */
    CharSequence clean(CharSequence text) {
        cleanBase += out.length();
        out.setLength(0);
        at = 0;
        while (at < text.length()) {
            plain(text);
            if (at < text.length()) {
                step(text, text.charAt(at));
            }
        }
        originalBase += text.length();
        return out;
    }

    /** Most of a text stays as it is, and is put out many characters at once. */
    private void plain(CharSequence text) {
        int end = at;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        if (end > at) {
            positions.mark(cleanBase + out.length(), originalBase + at);
            out.append(text, at, end);
            at = end;
        }
    }

    /** Whether a character is kept whatever stands beside it. */
    private boolean isPlain(char letter) {
        if (letter > '@' && letter < '|') {
            return letter != 'h' || !addresses;
        }
        return letter > ' ' && letter < '@' && letter != '<' || letter > 0x3000 && letter < 0xD800;
    }

    private void step(CharSequence text, char letter) {
        if (letter == '\r') {
            // One line end, whichever system wrote it.
            if (at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at++;
            } else {
                keep('\n');
            }
        } else if (letter == '\n') {
            lineEnds(text);
        } else if (isDropped(letter)) {
            at++;
        } else if (letter == '<' && follows(text, '|')) {
            keep('<');
            at++;
        } else if (letter == '|' && follows(text, '>')) {
            at++;
            keep('>');
        } else if (spaces && isBlank(letter)) {
            blanks(text);
        } else if (addresses && letter == 'h' && isWebAddress(text)) {
            webAddress(text);
        } else if (addresses && letter == '@') {
            mailAddress(text);
        } else {
            keep(letter);
        }
    }

    /** Puts a character out for the one at the current place, and goes on. */
    private void keep(char letter) {
        positions.mark(cleanBase + out.length(), originalBase + at);
        out.append(letter);
        at++;
    }

    private void lineEnds(CharSequence text) {
        int count = 0;
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
            boolean pair = text.charAt(at) == '\r' && follows(text, '\n');
            at += pair ? 1 : 0;
            if (!spaces || count < 2) {
                keep('\n');
            } else {
                at++;
            }
            count++;
        }
    }

    private void blanks(CharSequence text) {
        int end = at + 1;
        while (end < text.length() && isBlank(text.charAt(end)) && !isPair(text, end)) {
            end++;
        }
        if (end - at == 1) {
            keep(text.charAt(at));
        } else {
            keep(' ');
            at = end;
        }
    }

    private static boolean isPair(CharSequence text, int at) {
        return text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    }

    private boolean isWebAddress(CharSequence text) {
        if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)) && text.charAt(at - 1) < 0x80) {
            return false;
        }
        return startsWith(text, "http://") || startsWith(text, "https://");
    }

    private boolean startsWith(CharSequence text, String start) {
        if (text.length() - at < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (text.charAt(at + i) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The target of a link or image in Markdown stays: without it the link would be broken. */
    private void webAddress(CharSequence text) {
        boolean target = at >= 2 && text.charAt(at - 1) == '(' && text.charAt(at - 2) == ']';
        int end = at;
        while (end < text.length() && isWebLetter(text.charAt(end))) {
            end++;
        }
        // What ends the sentence is no part of the address.
        while (end > at && ".,;:!?)]}'*".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (target) {
            while (at < end) {
                keep(text.charAt(at));
            }
        } else {
            at = end;
        }
    }

    private static boolean isWebLetter(char letter) { return letter > ' ' && letter < 0x7F && "<>\"`|\\^{}".indexOf(letter) < 0; }

    private void mailAddress(CharSequence text) {
        int back = 0;
        while (back < out.length() && isMailLetter(out.charAt(out.length() - 1 - back))) {
            back++;
        }
        int end = at + 1;
        int dot = -1;
        while (end < text.length() && isHostLetter(text.charAt(end))) {
            dot = text.charAt(end) == '.' && end + 1 < text.length() && isHostLetter(text.charAt(end + 1))
                    && text.charAt(end + 1) != '.' ? end : dot;
            end++;
        }
        if (back == 0 || dot <= at + 1) {
            keep('@');
            return;
        }
        while (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-') {
            end--;
        }
        out.setLength(out.length() - back);
        at = end;
    }

    private static boolean isMailLetter(char letter) { return isHostLetter(letter) || letter == '_' || letter == '+'; }

    private static boolean isHostLetter(char letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9'
                || letter == '.' || letter == '-';
    }

    private boolean follows(CharSequence text, char next) { return at + 1 < text.length() && text.charAt(at + 1) == next; }

    private static boolean isDropped(char letter) {
        return letter < ' ' && letter != '\t' || letter == 0x7F || letter == 0xFFFE || letter == 0xFEFF;
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t' || letter == '\f' || letter == '\r' || letter == 0xA0 || letter == 0x1680
                || letter == 0x180E || letter >= 0x2000 && letter <= 0x200A || letter == 0x202F || letter == 0x205F
                || letter == 0x3000;
    }
}
