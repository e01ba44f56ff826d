package dev.difynative.chat.logs;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.difynative.chat.journal.TextMarks;

/**
 * A text that is looked for in other texts, whatever its case. Texts of messages have no index; marks of a few bytes say which of
 * them need not be read, and those that are read are compared as quickly as the text allows (docs/adr/0012).
 */
record LogKeyword(String value, boolean plain, List<Long> parts) {
    private static final int END_OF_ASCII = 0x80;

    static LogKeyword of(String keyword) {
        // No text holds the character that PostgreSQL's cannot.
        String text = keyword.replace("\0", "").strip();
        return hasCaseBeyondAscii(text)
                ? new LogKeyword("%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%", false, TextMarks.partsOf(text))
                : new LogKeyword(text.toLowerCase(Locale.ROOT), true, TextMarks.partsOf(text));
    }

    /** The condition that the conversation {@code c} has it in its name, the name of its user, or a message. */
    String inConversation(UUID appId, List<Object> values) {
        StringBuilder condition = new StringBuilder("(").append(in("c.name", values))
                .append(" OR c.end_user_id IN (SELECT e.id FROM end_users e WHERE e.app_id = ? AND ");
        values.add(appId);
        condition.append(in("e.session_id", values)).append(") OR ");
        if (!parts.isEmpty()) {
            // Reads an index alone, all of the app at once.
            condition.append("c.id IN (SELECT k.conversation_id FROM messages k WHERE k.app_id = ? AND (");
            values.add(appId);
            condition.append(marked("k", values)).append(")) AND ");
        }
        // OFFSET keeps the planner from reading all messages there are instead of those of some conversations.
        return condition.append("EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = c.id AND ")
                .append(inMessage(values)).append(" OFFSET 0))").toString();
    }

    private String inMessage(List<Object> values) {
        if (parts.isEmpty()) {
            return "(" + in("m.query", values) + " OR " + in("m.answer", values) + ")";
        }
        // Nothing but CASE makes sure that the marks are asked before the texts are read.
        return "CASE WHEN " + marked("m", values) + " THEN " + in("m.query", values) + " OR " + in("m.answer", values)
                + " ELSE false END";
    }

    /** The condition that the marks of a message, if it has any, do not say that it lacks the keyword. */
    private String marked(String message, List<Object> values) {
        String marks = message + ".text_marks";
        values.addAll(parts);
        return marks + " IS NULL OR " + String.join(" AND ", Collections.nCopies(parts.size(),
                "get_bit(" + marks + ", (? * octet_length(" + marks + ")) >> 29) = 1"));
    }

    private String in(String column, List<Object> values) {
        values.add(value);
        // Where only ASCII has a case, bytes tell: several times quicker than by the rules of all alphabets.
        return plain ? "strpos(lower(" + column + " COLLATE \"C\"), ?) > 0" : column + " ILIKE ?";
    }

    private static boolean hasCaseBeyondAscii(String text) {
        return text.codePoints().anyMatch(symbol -> symbol >= END_OF_ASCII
                && (Character.toLowerCase(symbol) != symbol || Character.toUpperCase(symbol) != symbol));
    }
}
