package dev.difynative.chat.moderation;

import java.util.Map;

/**
 * What moderation says of a text.
 *
 * @param replacement
 *            what is said instead when {@code flagged}
 * @param inputs
 *            the inputs to go on with, when moderation rewrote them; else null
 * @param query
 *            the question to go on with, when moderation rewrote it; else null
 */
record ModerationVerdict(boolean flagged, String replacement, Map<String, Object> inputs, String query) {
    static final ModerationVerdict PASSED = new ModerationVerdict(false, null, null, null);

    static ModerationVerdict refused(String replacement) { return new ModerationVerdict(true, replacement, null, null); }

    static ModerationVerdict rewritten(Map<String, Object> inputs, String query) {
        return new ModerationVerdict(false, null, inputs, query);
    }
}
