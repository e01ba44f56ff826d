package dev.difynative.chat;

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
    public void grown(CharSequence answer, ChatRun run) {
        if (answer.length() - checkedLength >= CHARACTERS_PER_CHECK && checking.compareAndSet(false, true)) {
            checkedLength = answer.length();
            String text = answer.toString();
            executor.execute(() -> {
                try {
                    apply(text, run, () -> {});
                } finally {
                    checking.set(false);
                }
            });
        }
    }

    @Override
    public void last(String answer, ChatRun run, Runnable whenPassed) { executor.execute(() -> apply(answer, run, whenPassed)); }

    private void apply(String text, ChatRun run, Runnable whenPassed) {
        try {
            ModerationVerdict verdict = check.of(text);
            if (verdict.flagged()) {
                run.replaceBy(verdict.replacement(), "output_moderation");
            } else {
                whenPassed.run();
            }
        } catch (Failure failure) {
            // An answer that could not be checked is not given.
            run.failed(failure);
        }
    }
}
