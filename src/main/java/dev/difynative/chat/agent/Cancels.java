package dev.difynative.chat.agent;

import java.util.ArrayList;
import java.util.List;

import dev.difynative.models.chat.Cancellable;

/** What an agent's answer has under way, to be called off together; what begins after that is called off at once. */
final class Cancels implements Cancellable {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    void add(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    synchronized boolean cancelled() { return cancelled; }

    @Override
    public void cancel() {
        List<Runnable> underWay;
        synchronized (this) {
            cancelled = true;
            underWay = List.copyOf(actions);
            actions.clear();
        }
        underWay.forEach(Runnable::run);
    }
}
