package dev.difynative.knowledge.segment;

import java.util.List;

import dev.difynative.knowledge.settings.DocForm;
import dev.difynative.models.TokenCounter;
import dev.difynative.platform.crypto.Sha256;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;

/** The words of a segment as people may write them; {@code answer} is null unless the document is of questions and answers. */
record SegmentText(String content, String answer, List<String> keywords) {
    private static final int MAX_LENGTH = 200_000;
    private static final int MAX_KEYWORDS = 100;
    private static final int MAX_KEYWORD_LENGTH = 100;

    static SegmentText checked(DocForm form, String content, String answer, List<String> keywords) {
        boolean answered = form == DocForm.QA_MODEL;
        return new SegmentText(text("content", content), answered ? text("answer", answer) : null,
                keywords == null ? List.of() : keywords(keywords));
    }

    int wordCount() { return content.length() + (answer == null ? 0 : answer.length()); }

    int tokens() { return TokenCounter.count(content) + TokenCounter.count(answer); }

    String hash() { return hash(content); }

    static String hash(String content) { return Sha256.hex(content); }

    /** PostgreSQL's text holds every character but NUL. */
    static String text(String field, String value) {
        String text = value == null ? "" : value.replace("\0", "");
        if (text.isBlank()) {
            throw Parameters.missing(field);
        }
        if (text.length() > MAX_LENGTH) {
            throw CommonError.INVALID_PARAM.field(field, "length", "Parameter '%s' must be at most %d characters long", field,
                    MAX_LENGTH);
        }
        return text;
    }

    private static List<String> keywords(List<String> keywords) {
        List<String> cleaned = keywords.stream().filter(keyword -> keyword != null && !keyword.isBlank())
                .map(keyword -> keyword.replace("\0", "").strip()).distinct().toList();
        if (cleaned.size() > MAX_KEYWORDS || cleaned.stream().anyMatch(keyword -> keyword.length() > MAX_KEYWORD_LENGTH)) {
            throw CommonError.INVALID_PARAM.field("keywords", "length",
                    "Parameter 'keywords' takes at most %d keywords of at most %d characters", MAX_KEYWORDS, MAX_KEYWORD_LENGTH);
        }
        return cleaned;
    }
}
