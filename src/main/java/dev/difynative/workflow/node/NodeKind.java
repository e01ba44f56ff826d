package dev.difynative.workflow.node;

/** The part that a type of node plays in a run; decides what begins where and which events tell of it, and nothing else. */
public enum NodeKind {
    /** Does its work and is done. */
    STEP,
    /** A run begins here. */
    ENTRY,
    /** Each round of a container's body begins here. */
    BODY_ENTRY,
    /** Runs its body once per item. */
    ITERATION,
    /** Runs its body again and again. */
    LOOP;

    public boolean isContainer() { return this == ITERATION || this == LOOP; }
}
