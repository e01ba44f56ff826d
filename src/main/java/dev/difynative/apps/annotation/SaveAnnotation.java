package dev.difynative.apps.annotation;

import dev.difynative.platform.error.Parameters;

/** A question and its answer as somebody writes them; of a message, when its id is given. */
public record SaveAnnotation(String question, String answer, String content, String messageId) {

    String checkedQuestion() { return required("question", question); }

    /** The console of old calls the answer {@code content}. */
    String checkedAnswer() {
        return required("answer", answer == null ? content : answer);
    }

    private static String required(String field, String value) {
        String text = value == null ? "" : value.replace("\0", "").strip();
        if (text.isEmpty()) {
            throw Parameters.missing(field);
        }
        return text;
    }
}
