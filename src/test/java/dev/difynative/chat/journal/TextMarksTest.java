package dev.difynative.chat.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMarksTest {
    private static final String QUESTION = "What does a hedgehog eat?";
    private static final String ANSWER = "Beetles, caterpillars and earthworms; cat food when people put it out. Never milk.";

    @ParameterizedTest
    @ValueSource(strings = {QUESTION, ANSWER, "Страус несёт самые большие яйца", "刺猬吃什么？甲虫和毛虫。",
            "ΟΔΥΣΣΕΥΣ, Straße, ﬀ, 🦔🦉𐐀, İstanbul", "a\0b\0cde"})
    void eachPartOfATextIsMarkedWhateverItsCase(String text) {
        byte[] asQuestion = TextMarks.of(text, ANSWER);
        byte[] asAnswer = TextMarks.of(QUESTION, text);
        int[] symbols = text.replace("\0", "").codePoints().toArray();
        for (int from = 0; from < symbols.length; from++) {
            for (int to = from; to <= symbols.length; to++) {
                String part = new String(symbols, from, to - from);
                for (String keyword : List.of(part, part.toUpperCase(Locale.ROOT), part.toLowerCase(Locale.ROOT))) {
                    // What upper case makes longer is no longer the same to any comparison.
                    if (keyword.codePointCount(0, keyword.length()) == to - from) {
                        assertTrue(mayContain(asQuestion, keyword), keyword);
                        assertTrue(mayContain(asAnswer, keyword), keyword);
                    }
                }
            }
        }
    }

    @Test
    void mostTextsThatLackAWordLackItsMarks() {
        Random random = new Random(3);
        int read = 0;
        for (int message = 0; message < 1000; message++) {
            read += mayContain(TextMarks.of(words(random, 6), words(random, 60)), "hedgehog") ? 1 : 0;
        }
        int all = read;
        assertTrue(all < 120, () -> all + " of 1000 would be read");
    }

    @Test
    void aWordOfTwoChineseCharactersIsLookedForByItsMarks() { assertEquals(4, TextMarks.partsOf("刺猬").size()); }

    @Test
    void whatIsShorterThanAPartSaysNothing() { assertEquals(List.of(), TextMarks.partsOf("ab")); }

    @Test
    void marksTakeAnEighthOfTheirTextAndHalfAKilobyteAtMost() {
        assertEquals(8, TextMarks.of("", "").length);
        assertEquals(13, TextMarks.of("x".repeat(40), "y".repeat(60)).length);
        assertEquals(512, TextMarks.of("", "word ".repeat(100_000)).length);
    }

    /** As the search asks the database. */
    private static boolean mayContain(byte[] marks, String keyword) {
        return TextMarks.partsOf(keyword).stream().allMatch(part -> {
            int bit = (int) (part * marks.length >> 29);
            return (marks[bit / 8] >> bit % 8 & 1) == 1;
        });
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int word = 0; word < count; word++) {
            words.append(Integer.toString(random.nextInt(20_000) + 1_000, 26)).append(' ');
        }
        return words.toString();
    }
}
