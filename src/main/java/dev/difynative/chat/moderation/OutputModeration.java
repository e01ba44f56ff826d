package dev.difynative.chat.moderation;

/** Watches an answer grow and takes it back when it says what it must not. */
public interface OutputModeration {
    OutputModeration NONE = new OutputModeration() {
        @Override
        public void grown(CharSequence text, ModeratedAnswer answer) {}

        @Override
        public void last(String text, ModeratedAnswer answer, Runnable whenPassed) { whenPassed.run(); }
    };

    /** The answer has a new piece; must not block. */
    void grown(CharSequence text, ModeratedAnswer answer);

    /** The answer is complete: run {@code whenPassed} if it may be given, else replace it. */
    void last(String text, ModeratedAnswer answer, Runnable whenPassed);
}
