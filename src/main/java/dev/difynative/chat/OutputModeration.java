package dev.difynative.chat;

/** Watches an answer grow and takes it back when it says what it must not. */
interface OutputModeration {
    OutputModeration NONE = new OutputModeration() {
        @Override
        public void grown(CharSequence answer, ChatRun run) {}

        @Override
        public void last(String answer, ChatRun run, Runnable whenPassed) { whenPassed.run(); }
    };

    /** The answer has a new piece; called on the run's event loop, must not block. */
    void grown(CharSequence answer, ChatRun run);

    /** The answer is complete: run {@code whenPassed} if it may be given, else replace it. */
    void last(String answer, ChatRun run, Runnable whenPassed);
}
