package dev.difynative.platform.text;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.Eventually;

class BoundedPatternTest {
    private static final class Enough extends RuntimeException {}

    @ParameterizedTest
    @ValueSource(strings = {"(){1000000000}x", "(?:){1000000000}", "(?:(?:){30000}){30000}x", "(?:$){1000000000}",
            "(?:(?=)){2000000000}x", "(?:\\b{1000000000}){1000000000}", "(?<!(){1000000000})x", "(?:a?){1000000000}",
            "()\\1{1000000000}", "(?<a>)(?:\\k<a>){1000000000}", "[(](?:[)]?(?:){30000}){30000}", "[]()]{2}(?:()){1000000}",
            "\\Q[\\E(){1000000000}]", "\\c[(){1000000000}]", "x{2}(?:){1000000}", "(?i:){1000000000}",
            "(?x)() # [\n{1000000000} # ]", "()\\Q\\E{1000000000}", "()\\c\\Q,(\\E){1\\Q\\E000000000}",
            "[\\c\\](){1000000000}[\\]]"})
    void loopsThatNeverLookAtTheTextAreRefused(String expression) {
        assertThrows(PatternSyntaxException.class, () -> BoundedPattern.of(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?:()|())", "()?", "(?:|)", "(a?|b?)", "(?:^|$)?"})
    void choicesThatMultiplyWithoutALookAreRefused(String piece) {
        assertThrows(PatternSyntaxException.class, () -> BoundedPattern.of(piece.repeat(30) + "(?!)"));
        assertThrows(PatternSyntaxException.class, () -> BoundedPattern.of("x" + piece.repeat(30) + "$"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$", "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$",
            "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})$",
            "^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z])(?=.*[^\\w\\s]).{8,64}$",
            "^P(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$",
            "^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}$", "(?i)\\b(red|green|blue|[^\\]\\[()]+|\\Q(a|b)\\E)\\b",
            "^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|:((:[0-9a-fA-F]{1,4}){1,7}|:))$",
            "[a-z&&[^aeiou]]{3}\\p{Lu}{2}\\x{1F600}?", "(\\s*\\w+\\s*,?)*", "^(.{1,100}\\n){0,1000}$", ".{1,5000}", "(()*)*",
            "[[a-c][x-z]&&[^b\\]]]+", "(?:x(?:()|()))?(?:x(?:()|()))?", "(?-)a", "(?-:a)", "(?i-:a)", "^\\c\\Q,(", "\\c\\",
            "[\\Q]\\E]", "\\Q1(\\E+", "a\\Q", "[\\c\\]a"})
    void expressionsOfEverydayAreTaken(String expression) { assertDoesNotThrow(() -> BoundedPattern.of(expression)); }

    @Test
    void aLongListOfWordsIsTaken() {
        String words = IntStream.range(0, 1000).mapToObj(number -> "word" + number).collect(Collectors.joining("|"));
        assertTrue(BoundedPattern.of("^((" + words + ")(, )?)+$").matcher("word7, word999", weight -> {}).find());
    }

    @Test
    void whatIsTakenFindsWhatItShould() {
        assertTrue(BoundedPattern.of("^([a-z]+)-(\\d{2})$").matcher("ab-12", weight -> {}).find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a?|b?)", "(?:()|())", "()?", "a??", "(?:){9}", "(?:a?){7}"})
    void whatIsTakenCanBeEndedSoon(String piece) {
        int pieces = 1;
        while (pieces < 200 && isTaken(piece.repeat(pieces + 1) + "x")) {
            pieces++;
        }
        BoundedPattern most = BoundedPattern.of(piece.repeat(pieces) + "x");
        int[] left = {1 << 14};
        assertTimeoutPreemptively(Eventually.PATIENCE, () -> {
            try {
                assertEquals(false, most.matcher("a".repeat(50), weight -> {
                    left[0] -= weight;
                    if (left[0] < 0) {
                        throw new Enough();
                    }
                }).find());
            } catch (Enough ended) {
                assertTrue(left[0] < 0);
            }
        });
    }

    private static boolean isTaken(String expression) {
        try {
            BoundedPattern.of(expression);
            return true;
        } catch (PatternSyntaxException refused) {
            return false;
        }
    }
}
