package dev.difynative.platform.lifecycle;

/** Long work that a shutdown lets finish within the grace time, and then ends; implemented by beans. */
public interface Drainable {

    /** How much of it is under way. */
    int open();

    /** Ends all of it in good order, soon; the reason is meant for whoever waits for a result. */
    void endAll(String reason);
}
