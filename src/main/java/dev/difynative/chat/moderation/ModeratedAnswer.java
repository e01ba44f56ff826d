package dev.difynative.chat.moderation;

import dev.difynative.platform.error.Failure;

/** An answer under way that its filter can take back. */
public interface ModeratedAnswer {

    /** Takes back what was said and says {@code text} instead; ends the answer. */
    void replaceBy(String text, String reason);

    /** Ends the answer, which could not be checked. */
    void failed(Failure failure);
}
