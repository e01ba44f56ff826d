package dev.difynative.workflow.run;

import java.util.Optional;

import dev.difynative.chat.moderation.QuestionGate;
import dev.difynative.workflow.run.journal.RunLedger;
import dev.difynative.workflow.value.VariablePool;

/**
 * A run that has passed all checks and has not begun.
 *
 * @param gate
 *            what the question that it answers has to pass yet, or null
 */
public record PreparedRun(LiveRun run, String entry, RunLedger ledger, Gate gate) {

    PreparedRun(LiveRun run, String entry, RunLedger ledger) { this(run, entry, ledger, null); }

    public PreparedRun behind(Gate other) { return new PreparedRun(run, entry, ledger, other); }

    /** Stands before a run: may take its time, rewrite the variables, or know the answer already. */
    @FunctionalInterface
    public interface Gate {
        Optional<QuestionGate.Answered> pass(VariablePool variables);
    }
}
