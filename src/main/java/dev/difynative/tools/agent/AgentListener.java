package dev.difynative.tools.agent;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.difynative.models.price.Usage;

/** Is told what an agent does. Pieces of text come on the event loop of the model's stream. */
public interface AgentListener {

    /** A tool that the model wants to be called. */
    record Wanted(String tool, String label, Map<String, Object> arguments) {}

    default void text(String piece) {}

    /** Rounds are counted from 1. */
    default void roundStarted(int round) {}

    /** The model has said all of a round, before any tool is called; {@code thought} is without what it wrote for tools. */
    default void replied(int round, String thought, List<Wanted> wanted) {}

    /**
     * The model is asked. Until {@link #spent} tells what that has cost, it can be asked for here, which is for a round that is
     * called off; counts tokens, which is no work for an event loop.
     */
    default void asked(Supplier<Usage> soFar) {}

    /** What the model has used in a round, as soon as it has said all of it or has failed. */
    default void spent(Usage usage) {}

    default void toolStarted(int round, AgentRound.Step step) {}

    default void toolEnded(int round, AgentRound.Step step) {}

    default void roundEnded(AgentRound round) {}
}
