package dev.difynative.models.provider.builtin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.difynative.models.chat.ChatMessage;
import dev.difynative.models.chat.ChatPrompt;

/** Answers by quoting: the sentences of the context that share the most terms with the question, in their own order. */
final class ExtractiveAnswerer {
    private static final int MAX_SENTENCES = 3;
    private static final String CONTEXT_START = "<context>";
    private static final String CONTEXT_END = "</context>";
    private static final String DEMONSTRATION = "This is the built-in demonstration model %s. It needs no key and no network, "
            + "but it only quotes sentences of the context it is given, and here there is nothing to quote. "
            + "Configure a model provider to get real answers. You said: %s";

    private record Scored(int position, String sentence, double score) {}

    private ExtractiveAnswerer() {}

    static String answer(ChatPrompt prompt, String model) {
        String question = lastUserText(prompt);
        String context = context(prompt);
        List<Scored> best = best(sentences(context), new HashSet<>(Terms.of(asked(question))));
        if (best.isEmpty()) {
            return DEMONSTRATION.formatted(model, question.length() > 200 ? question.substring(0, 200) + "…" : question);
        }
        return best.stream().map(Scored::sentence).collect(Collectors.joining(" "));
    }

    /** The question without a context that was put into the same message. */
    private static String asked(String message) {
        int end = message.lastIndexOf(CONTEXT_END);
        int start = message.lastIndexOf(CONTEXT_START, end);
        return start >= 0 && end > start
                ? message.substring(0, start) + ' ' + message.substring(end + CONTEXT_END.length())
                : message;
    }

    private static String lastUserText(ChatPrompt prompt) {
        for (ChatMessage message : prompt.messages().reversed()) {
            if (message.role() == ChatMessage.Role.USER) {
                return message.text();
            }
        }
        return prompt.messages().isEmpty() ? "" : prompt.messages().getLast().text();
    }

    /** The marked context of any message, else what the system says. */
    private static String context(ChatPrompt prompt) {
        StringBuilder system = new StringBuilder();
        for (ChatMessage message : prompt.messages()) {
            String text = message.text();
            // The last pair: the sentence that introduces the context may name the marks too.
            int end = text.lastIndexOf(CONTEXT_END);
            int start = text.lastIndexOf(CONTEXT_START, end);
            if (start >= 0 && end > start) {
                return text.substring(start + CONTEXT_START.length(), end);
            }
            if (message.role() == ChatMessage.Role.SYSTEM) {
                system.append(text).append('\n');
            }
        }
        return system.toString();
    }

    private static List<Scored> best(List<String> sentences, Set<String> wanted) {
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            Set<String> terms = new HashSet<>(Terms.of(sentences.get(i)));
            long shared = terms.stream().filter(wanted::contains).count();
            if (shared > 0) {
                scored.add(new Scored(i, sentences.get(i), shared / Math.sqrt(terms.size() + 1.0)));
            }
        }
        return scored.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::position))
                .limit(MAX_SENTENCES)
                .sorted(Comparator.comparingInt(Scored::position))
                .toList();
    }

    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (endsSentence(text, i)) {
                add(sentences, text.substring(start, i + 1));
                start = i + 1;
            }
        }
        add(sentences, text.substring(start));
        return sentences;
    }

    private static boolean endsSentence(String text, int at) {
        return switch (text.charAt(at)) {
            case '\n', '。', '！', '？' -> true;
            case '.', '!', '?' -> at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
            default -> false;
        };
    }

    private static void add(List<String> sentences, String sentence) {
        String stripped = sentence.strip();
        if (!stripped.isEmpty()) {
            sentences.add(stripped);
        }
    }
}
