package dev.difynative.chat;

import dev.difynative.chat.journal.MessageRow;

/** An answer that has ended: what is stored of it and what its reader is told. */
public record FinishedAnswer(MessageRow.Outcome outcome, AnswerMetadata metadata) {

    public String text() { return outcome.answer(); }
}
