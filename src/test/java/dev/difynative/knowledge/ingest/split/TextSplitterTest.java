package dev.difynative.knowledge.ingest.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.difynative.knowledge.settings.ProcessRule;
import dev.difynative.knowledge.settings.ProcessRule.Mode;
import dev.difynative.knowledge.settings.ProcessRule.Parents;
import dev.difynative.knowledge.settings.ProcessRule.Segmentation;
import dev.difynative.models.TokenCounter;

class TextSplitterTest {
    private static final String PROSE = "The quick brown fox jumps over the lazy dog. It was not amused, though; who would be? ";
    private static final String CHINESE = "敏捷的棕色狐狸跳过了懒狗。它并不高兴，谁会高兴呢？";

    @Test
    void noChunkIsLongerThanTheLimitAndNothingIsLost() {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            String text = randomText(random);
            int limit = 50 + random.nextInt(300);
            List<Piece> pieces = split(text, custom(round % 2 == 0 ? "\n" : "\n\n", limit, random.nextInt(limit)));
            StringBuilder covered = new StringBuilder();
            int end = 0;
            for (Piece piece : pieces) {
                assertTrue(piece.tokens() <= limit, () -> piece.tokens() + " tokens of " + limit);
                assertEquals(TokenCounter.count(piece.content()), piece.tokens());
                assertEquals(piece.content(), text.substring(piece.start(), piece.end()));
                covered.append(text, Math.max(end, piece.start()), Math.max(end, piece.end()));
                end = Math.max(end, piece.end());
            }
            assertEquals(text.replaceAll("[\\s.。]", ""), covered.toString().replaceAll("[\\s.。]", ""));
        }
    }

    @Test
    void partsDoNotMatter() {
        String text = PROSE.repeat(3_000);
        List<Piece> whole = split(text, ProcessRule.AUTOMATIC);
        List<Piece> parts = new ArrayList<>();
        TextSplitter splitter = new TextSplitter(ProcessRule.AUTOMATIC, parts::add);
        unchecked(() -> {
            for (int at = 0; at < text.length(); at += 777) {
                splitter.append(text.substring(at, Math.min(text.length(), at + 777)));
            }
            splitter.end();
        });
        assertEquals(whole, parts);
    }

    @Test
    void linesAreMergedUpToTheLimit() {
        List<Piece> pieces = split("One line.\n".repeat(20), custom("\n", 50, 0));
        assertEquals(2, pieces.size());
        assertTrue(pieces.getFirst().content().endsWith("One line."));
    }

    @Test
    void aVisibleSeparatorEndsAChunkAndIsNoPartOfIt() {
        List<Piece> pieces = split("first\n###\nsecond###\nthird # 3", custom("###", 500, 0));
        assertEquals(List.of("first", "second", "third # 3"), pieces.stream().map(Piece::content).toList());
        assertEquals("second", "first\n###\nsecond###\nthird # 3".substring(pieces.get(1).start(), pieces.get(1).end()));
    }

    @Test
    void theEndOfAChunkIsRepeatedInTheNext() {
        List<Piece> pieces = split(PROSE.repeat(20).strip(), custom("\n", 100, 40));
        for (int i = 1; i < pieces.size(); i++) {
            int repeated = pieces.get(i - 1).end() - pieces.get(i).start();
            assertTrue(repeated > 0, "Chunk " + i + " repeats nothing");
            String overlap = pieces.get(i).content().substring(0, repeated);
            assertTrue(TokenCounter.count(overlap) <= 40);
            assertTrue(overlap.startsWith("The quick") || overlap.startsWith("It was"), overlap);
        }
    }

    @Test
    void longTextIsCutAtTheEndOfASentence() {
        List<Piece> english = split(PROSE.repeat(20).strip(), custom("\n", 60, 0));
        List<Piece> chinese = split(CHINESE.repeat(20), custom("\n", 100, 0));
        assertTrue(english.stream().allMatch(piece -> piece.content().matches("(?s).*[.?]")));
        assertTrue(chinese.stream().allMatch(piece -> piece.content().matches("(?s).*[。？]")));
    }

    @Test
    void aWordLongerThanAChunkIsCut() {
        List<Piece> pieces = split("Zq7Xv".repeat(2_000), custom("\n", 100, 0));
        assertTrue(pieces.size() > 10);
        assertTrue(pieces.stream().allMatch(piece -> TokenCounter.count(piece.content()) <= 100));
    }

    @Test
    void cleaningRemovesWhatTheRuleSaysAndKeepsPlaces() {
        String text = "Mail  me\u00A0 at jane.doe@example.org now.\n\n\n\nSee https://example.org/a?b=c, and [here](https://example.org/kept).\u0007 <|im|> ï¿¾";
        ProcessRule rule = new ProcessRule(Mode.CUSTOM, true, true, new Segmentation("\n", 500, 0), null, null);
        List<Piece> pieces = split(text, rule);
        assertEquals("Mail me at  now.\n\nSee , and [here](https://example.org/kept). <im> ï¿¾", pieces.getFirst().content());
        assertEquals(0, pieces.getFirst().start());
        assertEquals(text.length(), pieces.getFirst().end());
    }

    @Test
    void placesArePlacesOfTheOriginal() {
        String text = "Intro   with    blanks.\r\n###\r\nThe    second   part.";
        List<Piece> pieces = split(text, new ProcessRule(Mode.CUSTOM, true, false, new Segmentation("###", 500, 0), null, null));
        assertEquals("The second part.", pieces.get(1).content());
        assertEquals("The    second   part.", text.substring(pieces.get(1).start(), pieces.get(1).end()));
    }

    @Test
    void parentsHaveTheirChildren() {
        ProcessRule rule = new ProcessRule(Mode.HIERARCHICAL, false, false, new Segmentation("\n\n", 200, 0), Parents.PARAGRAPH,
                new Segmentation("\n", 50, 0));
        String text = (PROSE.strip() + "\n").repeat(30);
        List<Piece> pieces = split(text, rule);
        assertTrue(pieces.size() > 1);
        for (Piece parent : pieces) {
            assertTrue(parent.children().size() > 1);
            for (Piece child : parent.children()) {
                assertTrue(child.tokens() <= 50);
                assertEquals(child.content(), text.substring(child.start(), child.end()));
            }
        }
    }

    @Test
    void aWholeDocumentIsOneParent() {
        ProcessRule rule = new ProcessRule(Mode.HIERARCHICAL, false, false, new Segmentation("\n\n", 200, 0), Parents.FULL_DOC,
                new Segmentation("\n", 100, 0));
        List<Piece> pieces = split((PROSE + "\n\n").repeat(100), rule);
        assertEquals(1, pieces.size());
        assertTrue(pieces.getFirst().children().size() > 10);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append(switch (random.nextInt(6)) {
                case 0 -> "\n";
                case 1 -> "\n\n";
                case 2 -> CHINESE.substring(0, 1 + random.nextInt(CHINESE.length()));
                case 3 -> "word ".repeat(random.nextInt(80));
                case 4 -> "x1-" + random.nextLong();
                default -> PROSE;
            });
        }
        return text.toString();
    }

    private static ProcessRule custom(String separator, int maxTokens, int overlap) {
        return new ProcessRule(Mode.CUSTOM, false, false, new Segmentation(separator, maxTokens, overlap), null, null);
    }

    private static List<Piece> split(String text, ProcessRule rule) {
        List<Piece> pieces = new ArrayList<>();
        TextSplitter splitter = new TextSplitter(rule, pieces::add);
        unchecked(() -> {
            splitter.append(text);
            splitter.end();
        });
        return pieces;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void unchecked(Work work) {
        try {
            work.run();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
