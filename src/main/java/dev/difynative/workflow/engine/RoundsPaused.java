package dev.difynative.workflow.engine;

/** Leaves a container whose rounds wait for something from outside; it is run again when that has come. */
final class RoundsPaused extends RuntimeException {

    RoundsPaused() { super("A round waits", null, false, false); }
}
