package dev.difynative.knowledge.index.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Splits text of any mixture of languages into the tokens that are indexed and searched. Words between spaces are folded to
 * lower case without accents, English stop words are left out, and what is left is stemmed as English. Scripts that put no
 * spaces between words (Han, kana, Thai …) and Hangul give each pair of neighbouring characters, and Han each character as
 * well, so that no word list is needed. Has working memory: one per thread, or a new one per call through {@link #tokens}.
 */
public final class TextAnalyzer {
    /** Begins a token that is a pair of characters which are tokens too. */
    static final char PAIR = '\u0002';
    private static final int MAX_TOKEN_LENGTH = 64;
    private static final int MAX_KNOWN_STEMS = 4096;
    private static final int MAX_KNOWN_WORDS = 16_384;
    /** The token that a word of plain letters gives; empty for none. Texts are made of the same words. */
    private static final Map<String, String> KNOWN_WORDS = new ConcurrentHashMap<>();
    static final Set<String> STOP_WORDS = Set.of("a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in",
            "into", "is", "it", "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they",
            "this", "to", "was", "will", "with");

    private enum Script {
        NONE, WORD, PAIRED_EAST_ASIAN, PAIRED_HANGUL, PAIRED_SOUTH_EAST_ASIAN;

        boolean paired() { return ordinal() >= PAIRED_EAST_ASIAN.ordinal(); }
    }

    private final EnglishStemmer stemmer = new EnglishStemmer();
    private final Map<String, String> knownStems = new HashMap<>();
    private final StringBuilder word = new StringBuilder();

    /** The tokens of a text in their order. */
    public static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        new TextAnalyzer().analyze(text, tokens::add);
        return tokens;
    }

    /** Gives the tokens of a text one after the other. */
    public void analyze(String text, Consumer<String> sink) {
        String plain = isAscii(text) || Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        int at = 0;
        while (at < plain.length()) {
            int asciiEnd = endOfLetters(plain, at);
            if (asciiEnd > at && !goesOn(plain, asciiEnd)) {
                letters(plain.substring(at, asciiEnd), sink);
                at = asciiEnd;
                continue;
            }
            int codePoint = plain.codePointAt(at);
            Script script = scriptOf(codePoint);
            int end = at + Character.charCount(codePoint);
            if (script == Script.WORD) {
                end = endOfWord(plain, at);
                words(plain, at, end, sink);
            } else if (script.paired()) {
                end = endOfRun(plain, at, script);
                pairs(plain, at, end, sink);
            }
            at = end;
        }
    }

    private static int endOfLetters(String text, int start) {
        int end = start;
        while (end < text.length() && isAsciiLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isAsciiLetter(char letter) { return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z'; }

    /** Whether a word of plain letters may be longer than these. */
    private static boolean goesOn(String text, int end) {
        if (end == text.length()) {
            return false;
        }
        char next = text.charAt(end);
        return next == '\'' || next >= '0' && next <= '9' || next >= 128;
    }

    /** Most words are made of plain letters only, and come again and again. */
    private void letters(String letters, Consumer<String> sink) {
        String known = KNOWN_WORDS.get(letters);
        if (known == null) {
            String[] token = {""};
            words(letters, 0, letters.length(), found -> token[0] = found);
            known = token[0];
            if (KNOWN_WORDS.size() >= MAX_KNOWN_WORDS) {
                KNOWN_WORDS.clear();
            }
            if (letters.length() <= MAX_TOKEN_LENGTH) {
                KNOWN_WORDS.put(letters, known);
            }
        }
        if (!known.isEmpty()) {
            sink.accept(known);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static int endOfRun(String text, int start, Script script) {
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            if (scriptOf(codePoint) != script) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    /**
     * Each pair of neighbours; a Han character gives itself as well, for many words have one character. A pair of two such
     * characters is marked, since it repeats what its characters say.
     */
    private static void pairs(String text, int start, int end, Consumer<String> sink) {
        int first = start;
        int second = text.offsetByCodePoints(first, 1);
        boolean alone = second == end;
        while (first < end) {
            boolean han = isHan(text.codePointAt(first));
            if (alone || han) {
                sink.accept(text.substring(first, second));
            }
            int next = second < end ? text.offsetByCodePoints(second, 1) : end;
            if (second < end) {
                String pair = text.substring(first, next);
                sink.accept(han && isHan(text.codePointAt(second)) ? PAIR + pair : pair);
            }
            first = second;
            second = next;
        }
    }

    private static boolean isHan(int codePoint) {
        return codePoint >= 0x4E00 && codePoint <= 0x9FFF
                || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    /** A word may hold apostrophes between letters, and points and commas between digits. */
    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            if (scriptOf(codePoint) != Script.WORD && !joins(text, end)) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    private static boolean joins(String text, int at) {
        if (at == 0 || at + 1 >= text.length()) {
            return false;
        }
        char before = text.charAt(at - 1);
        char after = text.charAt(at + 1);
        return switch (text.charAt(at)) {
            case '\'', '’' -> Character.isLetter(before) && Character.isLetter(after) && scriptOf(after) == Script.WORD;
            case '.', ',' -> isDigit(before) && isDigit(after);
            default -> false;
        };
    }

    private static boolean isDigit(char character) { return character >= '0' && character <= '9'; }

    /** Apostrophes split what stands before the word (l'avion, O'Neill); what follows the word goes (dog's) or is joined (don't). */
    private void words(String text, int start, int end, Consumer<String> sink) {
        word.setLength(0);
        boolean ascii = true;
        for (int i = start; i < end;) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == '\'' || codePoint == '’') {
                boolean possessive = i + 1 == end && Character.toLowerCase(text.charAt(i)) == 's';
                if (possessive) {
                    break;
                }
                if (word.length() <= 2) {
                    word(ascii, sink);
                    word.setLength(0);
                    ascii = true;
                }
            } else {
                ascii &= codePoint < 128;
                word.appendCodePoint(Character.toLowerCase(codePoint));
            }
        }
        word(ascii, sink);
    }

    private void word(boolean ascii, Consumer<String> sink) {
        if (word.isEmpty()) {
            return;
        }
        if (word.length() > MAX_TOKEN_LENGTH) {
            word.setLength(
                    Character.isHighSurrogate(word.charAt(MAX_TOKEN_LENGTH - 1)) ? MAX_TOKEN_LENGTH - 1 : MAX_TOKEN_LENGTH);
        }
        String text = ascii ? word.toString() : withoutAccents(word);
        if (!STOP_WORDS.contains(text)) {
            sink.accept(isEnglishLooking(text) ? stemOf(text) : text);
        }
    }

    private String stemOf(String text) {
        String known = knownStems.get(text);
        if (known == null) {
            known = stemmer.stem(text);
            if (knownStems.size() >= MAX_KNOWN_STEMS) {
                knownStems.clear();
            }
            knownStems.put(text, known);
        }
        return known;
    }

    private static boolean isEnglishLooking(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < 'a' || letter > 'z') {
                return false;
            }
        }
        return text.length() > 2;
    }

    /** Only of Latin letters: in other scripts the mark makes another letter (й, が). */
    private static String withoutAccents(CharSequence text) {
        StringBuilder bare = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case 'ß' -> bare.append("ss");
                case 'æ' -> bare.append("ae");
                case 'œ' -> bare.append("oe");
                case 'ø' -> bare.append('o');
                case 'ł' -> bare.append('l');
                case 'ı' -> bare.append('i');
                default -> {
                    boolean accented = codePoint >= 0xC0
                            && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.LATIN;
                    String parts = accented
                            ? Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                            : Character.toString(codePoint);
                    parts.codePoints().filter(part -> !accented || Character.getType(part) != Character.NON_SPACING_MARK)
                            .forEach(bare::appendCodePoint);
                }
            }
        });
        return bare.toString();
    }

    private static Script scriptOf(int codePoint) {
        if (codePoint < 128) {
            return codePoint >= 'a' && codePoint <= 'z' || codePoint >= 'A' && codePoint <= 'Z'
                    || codePoint >= '0' && codePoint <= '9' ? Script.WORD : Script.NONE;
        }
        if (codePoint >= 0x4E00 && codePoint <= 0x9FFF || codePoint == 'ー') {
            return Script.PAIRED_EAST_ASIAN;
        }
        if (!Character.isLetterOrDigit(codePoint) && !isMark(codePoint)) {
            return Script.NONE;
        }
        if (codePoint < 0x0E00) {
            return Script.WORD;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> Script.PAIRED_EAST_ASIAN;
            case HANGUL -> Script.PAIRED_HANGUL;
            case THAI, LAO, KHMER, MYANMAR -> Script.PAIRED_SOUTH_EAST_ASIAN;
            default -> Script.WORD;
        };
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
