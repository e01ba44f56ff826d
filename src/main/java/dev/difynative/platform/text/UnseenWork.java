package dev.difynative.platform.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reckons how many steps a search for a valid expression may take at most between two looks at its text. Whatever matches
 * nothing is tried without a look, and at the end of the text all is.
 */
final class UnseenWork {
    private static final long ENDLESS = Long.MAX_VALUE >> 20;
    private static final int MOST_ENDS = 100;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(,\\d*)?}");
    private static final Pattern OPENING = Pattern.compile("\\(\\?(?:<?[=!]|<\\w+>|>|([\\w-]*)([:)]))");
    private static final Pattern QUOTED = Pattern.compile("\\\\(?:Q(.*?)(?:\\\\E|\\z)|.)", Pattern.DOTALL);

    private final String expression;
    private int at;

    /**
     * A part of the expression: in how many ways it matches nothing, in how many it may be left without a further look once some
     * of it has matched; and how many steps are taken without one, from its beginning or from the worst place within it.
     */
    private record Part(long ways, long exits, long entry, long most) {
        static final Part READS = new Part(0, 1, 1, 1);
        static final Part EMPTY = new Part(1, 1, 1, 1);

        Part then(Part next) {
            return new Part(times(ways, next.ways), Math.max(times(exits, next.ways), next.exits),
                    sum(entry, times(ways, next.entry)), Math.max(sum(most, times(exits, next.entry)), next.most));
        }

        Part or(Part other) {
            long either = sum(entry, other.entry);
            return new Part(sum(ways, other.ways), Math.max(exits, other.exits), either,
                    Math.max(either, Math.max(most, other.most)));
        }

        Part repeated(long least, boolean once) {
            long left = least == 0 ? sum(ways, 1) : power(least);
            if (least > 0 && left > 0 && !once) {
                left = sum(left, 1);
            }
            long again = sum(1, times(entry, rounds(least)));
            return new Part(left, times(exits, Math.max(1, left)), again, sum(most, times(exits, again)));
        }

        private long power(long exponent) {
            long power = 1;
            for (long i = 0; i < exponent && ways > 1 && power < ENDLESS; i++) {
                power = times(power, ways);
            }
            return ways == 0 ? 0 : power;
        }

        /** How often it is tried at one place if it must match so often. */
        private long rounds(long least) {
            return ways == 0 ? 1 : sum(1, Math.max(1, times(least, power(least))));
        }
    }

    UnseenWork(String expression) { this.expression = unquoted(expression); }

    long most() { return alternatives().most; }

    /** As the compiler of expressions does it before it reads anything: each character of a quotation is escaped by itself. */
    private static String unquoted(String expression) {
        return QUOTED.matcher(expression)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? found.group() : escaped(found.group(1))));
    }

    private static String escaped(String quotation) {
        return quotation.replaceAll("[\\p{ASCII}&&[^a-zA-Z0-9]]", "\\\\$0").replaceFirst("^[0-9]", "\\\\x3$0");
    }

    private Part alternatives() {
        Part all = sequence();
        while (at < expression.length() && expression.charAt(at) == '|') {
            at++;
            all = all.or(sequence());
        }
        return all;
    }

    private Part sequence() {
        Part all = Part.EMPTY;
        while (at < expression.length() && expression.charAt(at) != '|' && expression.charAt(at) != ')') {
            all = all.then(quantified(atom()));
        }
        return all;
    }

    private Part quantified(Part atom) {
        if (at == expression.length()) {
            return atom;
        }
        Matcher count = COUNT.matcher(expression).region(at, expression.length());
        Part repeated;
        switch (expression.charAt(at)) {
            case '?', '*' -> {
                at++;
                repeated = atom.repeated(0, false);
            }
            case '+' -> {
                at++;
                repeated = atom.repeated(1, false);
            }
            default -> {
                if (!count.lookingAt()) {
                    return atom;
                }
                at = count.end();
                repeated = atom.repeated(number(count.group(1)), count.group(2) == null);
            }
        }
        if (at < expression.length() && (expression.charAt(at) == '?' || expression.charAt(at) == '+')) {
            at++;
        }
        return repeated;
    }

    private static long number(String digits) { return digits.length() > 10 ? ENDLESS : Long.parseLong(digits); }

    private Part atom() {
        return switch (expression.charAt(at)) {
            case '(' -> group();
            case '[' -> ofClass();
            case '\\' -> escaped();
            case '^', '$' -> one(Part.EMPTY);
            default -> one(Part.READS);
        };
    }

    private Part one(Part character) {
        at++;
        return character;
    }

    private Part group() {
        Matcher opening = OPENING.matcher(expression).region(at, expression.length());
        boolean special = opening.lookingAt();
        if (special && opening.group(1) != null && opening.group(1).split("-", 2)[0].contains("x")) {
            throw new PatternSyntaxException("Comments are not read", expression, at);
        }
        at = special ? opening.end() : at + 1;
        if (special && ")".equals(opening.group(2))) {
            return Part.EMPTY;
        }
        Part inside = alternatives();
        at++;
        boolean looksAround = special && opening.group().matches("\\(\\?<?[=!]");
        return looksAround ? new Part(1, 1, inside.most, inside.most) : inside;
    }

    /** A class ends where the expression up to there is one. */
    private Part ofClass() {
        int from = at++;
        int tried = 0;
        while (at < expression.length() && tried < MOST_ENDS) {
            char next = expression.charAt(at);
            at += next != '\\' ? 1 : expression.charAt(at + 1) == 'c' ? 3 : 2;
            if (next == ']') {
                tried++;
                if (isValid(expression.substring(from, at))) {
                    return Part.READS;
                }
            }
        }
        throw new PatternSyntaxException("A class is too complex", expression, from);
    }

    private static boolean isValid(String part) {
        try {
            Pattern.compile(part);
            return true;
        } catch (PatternSyntaxException unfinished) {
            return false;
        }
    }

    private Part escaped() {
        char kind = expression.charAt(at + 1);
        at += 2;
        switch (kind) {
            case 'b', 'B', 'A', 'G', 'z', 'Z' -> {
                skip("\\{g}");
                return Part.EMPTY;
            }
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                skip("\\d+");
                return Part.EMPTY;
            }
            case 'k' -> {
                skip("<\\w+>");
                return Part.EMPTY;
            }
            case 'p', 'P', 'x', 'N' -> skip("\\{[^}]*}");
            case 'c' -> at++;
            default -> {
            }
        }
        return Part.READS;
    }

    private void skip(String what) {
        Matcher matcher = Pattern.compile(what).matcher(expression).region(at, expression.length());
        if (matcher.lookingAt()) {
            at = matcher.end();
        }
    }

    private static long times(long one, long other) {
        return one != 0 && other > ENDLESS / one ? ENDLESS : Math.min(ENDLESS, one * other);
    }

    private static long sum(long one, long other) { return Math.min(ENDLESS, one + other); }
}
