package dev.difynative.knowledge.index.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Names what a text is about, for people to read: its most frequent words, longer ones preferred, and in scripts without spaces
 * the sequences of two to four characters that come again. No statistics of other texts are needed.
 */
public final class Keywords {
    private static final Pattern UNSPACED = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}ー]+");
    /** Particles and pronouns, of which no word of interest has any. */
    private static final Pattern CHINESE_PARTICLES = Pattern
            .compile("[的了是在和与及或不也就都而着把被这那有我你他她它们个等为以于对并从到可会能其此之所将让使则再如若即]+|\\p{IsHiragana}+");
    private static final Set<String> COMMON = Set.of("about", "after", "all", "also", "any", "because", "been", "before",
            "between",
            "both", "can", "could", "did", "does", "done", "each", "every", "from", "has", "have", "how", "its", "just", "like",
            "more", "most", "must", "only", "other", "our", "out", "over", "own", "same", "she", "should", "since", "some",
            "than",
            "them", "through", "too", "under", "until", "use", "used", "very", "was", "were", "what", "when", "where", "which",
            "while", "who", "why", "would", "you", "your", "his", "her", "him", "may", "one", "two", "here", "had", "get", "got",
            "but", "we");
    private static final int LONGEST_SEQUENCE = 4;
    private static final int MIN_WORD_LENGTH = 3;
    private static final int MOST_WORDS = 16_384;
    /** Texts are made of the same words, and it takes long to tell what one is. */
    private static final Map<String, Word> WORDS = new ConcurrentHashMap<>();
    private static final Word NO_WORD = new Word("", "");

    /** A word by its stem, in lower case. */
    private record Word(String stem, String shown) {}

    /** How often a stem came, and the first word that had it. */
    private static final class Count {
        private final Word word;
        private int times;

        Count(Word word) { this.word = word; }

        double weight() { return times * (1 + Math.min(word.stem.length(), 12) / 12.0); }
    }

    private Keywords() {}

    public static List<String> of(String text, int limit) {
        Map<String, Count> counts = new LinkedHashMap<>();
        Map<String, Integer> sequences = new LinkedHashMap<>();
        for (int at = 0; at < text.length();) {
            int end = endOfRun(text, at);
            if (end == at) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            String run = text.substring(at, end);
            at = end;
            if (isAscii(run)) {
                countWord(run, counts);
            } else {
                UNSPACED.matcher(run).results().forEach(part -> countSequences(part.group(), sequences));
                UNSPACED.splitAsStream(run).forEach(word -> countWord(word, counts));
            }
        }
        List<Map.Entry<String, Double>> weighed = new ArrayList<>();
        counts.values().forEach(count -> weighed.add(Map.entry(count.word.shown, count.weight())));
        withoutParts(sequences)
                .forEach((sequence, count) -> weighed.add(Map.entry(sequence, count * (1 + sequence.length() / 4.0))));
        // The sort is stable: of equal weight, what comes first in the text.
        weighed.sort(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -entry.getValue()));
        return weighed.stream().limit(limit).map(Map.Entry::getKey).toList();
    }

    private static void countWord(String run, Map<String, Count> counts) {
        Word known = WORDS.get(run);
        if (known == null) {
            known = word(run);
            if (WORDS.size() >= MOST_WORDS) {
                WORDS.clear();
            }
            WORDS.put(run, known);
        }
        if (known != NO_WORD) {
            Word word = known;
            counts.computeIfAbsent(word.stem, unused -> new Count(word)).times++;
        }
    }

    private static Word word(String run) {
        String lower = run.toLowerCase(Locale.ROOT);
        return isWord(run) && !COMMON.contains(lower) && !TextAnalyzer.STOP_WORDS.contains(lower)
                ? new Word(new EnglishStemmer().stem(lower), lower)
                : NO_WORD;
    }

    /** Letters and digits, and between them apostrophes, dashes and underscores. */
    private static int endOfRun(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            if (isPart(codePoint)) {
                end += Character.charCount(codePoint);
            } else if (end > start && "'’_-".indexOf(codePoint) >= 0 && end + 1 < text.length()
                    && isPart(text.codePointAt(end + 1))) {
                end++;
            } else {
                break;
            }
        }
        return end;
    }

    private static boolean isPart(int codePoint) {
        if (codePoint < 128) {
            return codePoint >= 'a' && codePoint <= 'z' || codePoint >= 'A' && codePoint <= 'Z'
                    || codePoint >= '0' && codePoint <= '9';
        }
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER, Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER, Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK, Character.DECIMAL_DIGIT_NUMBER ->
                true;
            default -> false;
        };
    }

    private static boolean isAscii(String run) {
        for (int i = 0; i < run.length(); i++) {
            if (run.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(String run) {
        return run.length() >= MIN_WORD_LENGTH && run.chars().anyMatch(Character::isLetter);
    }

    private static void countSequences(String run, Map<String, Integer> sequences) {
        CHINESE_PARTICLES.splitAsStream(run).forEach(part -> {
            for (int length = 2; length <= LONGEST_SEQUENCE; length++) {
                for (int start = 0; start + length <= part.length(); start++) {
                    sequences.merge(part.substring(start, start + length), 1, Integer::sum);
                }
            }
        });
    }

    /** A sequence that comes only once, or no more often than a longer one around it, is no word of its own. */
    private static Map<String, Integer> withoutParts(Map<String, Integer> sequences) {
        Map<String, Integer> whole = new LinkedHashMap<>(sequences);
        whole.values().removeIf(count -> count < 2);
        List.copyOf(whole.keySet()).forEach(sequence -> {
            int count = sequences.get(sequence);
            for (int length = 2; length < sequence.length(); length++) {
                for (int start = 0; start + length <= sequence.length(); start++) {
                    whole.computeIfPresent(sequence.substring(start, start + length),
                            (part, its) -> its <= count ? null : its);
                }
            }
        });
        return whole;
    }
}
