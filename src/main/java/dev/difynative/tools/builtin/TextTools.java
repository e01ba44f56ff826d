package dev.difynative.tools.builtin;

import static dev.difynative.tools.builtin.BuiltinTool.Parameter.required;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.text.BoundedPattern;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;

/** Tools that look at texts. */
final class TextTools {
    private static final Pattern WORD = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]|[\\p{L}\\p{N}'’_-]+");
    private static final Pattern SENTENCE = Pattern.compile("[.!?。！？…]+(\\s|$)|[。！？]");
    private static final int MOST_FOUND = 10_000;

    private TextTools() {}

    static List<BuiltinTool> all(ObjectMapper json) {
        return List.of(
                BuiltinTool.of("text", "statistics", "Text statistics",
                        "Counts characters, words, sentences, lines and paragraphs.",
                        (arguments, scope) -> statistics(arguments.text("text", ""), json),
                        required("text", "string", "The text")),
                BuiltinTool.of("regex", "regex_extract", "Regular expression",
                        "Finds all places of a text that match a regular expression.",
                        (arguments, scope) -> extract(arguments.need("content"), arguments.need("expression"), json),
                        required("content", "string", "The text"), required("expression", "string", "The regular expression")));
    }

    private static ToolResult statistics(String text, ObjectMapper json) {
        ObjectNode counts = json.createObjectNode();
        counts.put("characters", text.codePointCount(0, text.length()));
        counts.put("characters_without_spaces", text.codePoints().filter(c -> !Character.isWhitespace(c)).count());
        counts.put("words", WORD.matcher(text).results().count());
        long sentences = SENTENCE.matcher(text.strip()).results().count();
        counts.put("sentences", text.isBlank() ? 0 : Math.max(1, sentences));
        counts.put("lines", text.isEmpty() ? 0 : text.lines().count());
        counts.put("paragraphs", text.isBlank() ? 0 : text.strip().split("\\n\\s*\\n").length);
        return ToolResult.of(counts.toString(), counts);
    }

    private static ToolResult extract(String content, String expression, ObjectMapper json) {
        try {
            ArrayNode found = json.createArrayNode();
            Matcher matcher = BoundedPattern.of(expression).matcher(content, new Patience()::look);
            while (matcher.find() && found.size() < MOST_FOUND) {
                found.add(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
            }
            return ToolResult.of(found.toString(), found);
        } catch (PatternSyntaxException invalid) {
            throw new ToolFailure("The regular expression is invalid: " + invalid.getDescription());
        } catch (StackOverflowError tooDeep) {
            throw new ToolFailure("The regular expression is too complex for this text");
        }
    }

    /** Ends a search that takes too long. */
    private static final class Patience {
        private static final int A_WHILE = 1 << 14;
        private final long until = System.nanoTime() + 2_000_000_000L;
        private int looks;

        void look(int weight) {
            looks += weight;
            if (looks >= A_WHILE) {
                looks = 0;
                check();
            }
        }

        private void check() {
            if (System.nanoTime() - until > 0) {
                throw new ToolFailure("The regular expression takes too long on this text");
            }
        }
    }
}
