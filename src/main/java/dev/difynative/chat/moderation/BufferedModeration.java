package dev.difynative.chat.moderation;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.difynative.platform.error.Failure;

/**
 * Checks an answer each 300 characters and once more at its end, off the event loop; one check at a time, since a later one
 * sees all that an earlier one would have seen.
 */
final class BufferedModeration implements OutputModeration {
    private static final int CHARACTERS_PER_CHECK = 300;

    private final OutputCheck check;
    private final Executor executor;
    private final AtomicBoolean checking = new AtomicBoolean();
    private int checkedLength;

    /** Decides about the text of an answer; may block. */
    @FunctionalInterface
    interface OutputCheck {
        ModerationVerdict of(String text);
    }

    BufferedModeration(OutputCheck check, Executor executor) {
        this.check = check;
        this.executor = executor;
    }

    @Override
    public void grown(CharSequence growing, ModeratedAnswer answer) {
        if (growing.length() - checkedLength >= CHARACTERS_PER_CHECK && checking.compareAndSet(false, true)) {
            checkedLength = growing.length();
            String text = growing.toString();
            executor.execute(() -> {
                try {
                    apply(text, answer, () -> {});
                } finally {
                    checking.set(false);
                }
            });
        }
    }

    @Override
    public void last(String text, ModeratedAnswer answer, Runnable whenPassed) {
        executor.execute(() -> apply(text, answer, whenPassed));
    }

    private void apply(String text, ModeratedAnswer answer, Runnable whenPassed) {
        try {
            ModerationVerdict verdict = check.of(text);
            if (verdict.flagged()) {
                answer.replaceBy(verdict.replacement(), "output_moderation");
            } else {
                whenPassed.run();
            }
        } catch (Failure failure) {
            // An answer that could not be checked is not given.
            answer.failed(failure);
        }
    }
}
