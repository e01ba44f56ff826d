package dev.difynative.platform.bus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/**
 * Tells every instance of the service, this one included, that something has happened. The consumers of this instance have
 * been called when {@link #publish} returns; the other instances hear of it through Redis, where that is configured.
 */
@ApplicationScoped
public class InstanceBus {
    private static final Logger LOG = Logger.getLogger(InstanceBus.class);

    private final Map<String, List<Consumer<String>>> consumers = new ConcurrentHashMap<>();
    private final List<Runnable> reconnectListeners = new CopyOnWriteArrayList<>();
    private volatile Relay relay = (channel, message) -> {};

    /** Carries a message to the other instances, without failing and without taking long. */
    @FunctionalInterface
    interface Relay {
        void send(String channel, String message);
    }

    /** Never fails, and keeps the caller waiting for 50 ms at most. Inside a transaction, publish after the commit. */
    public void publish(String channel, String message) {
        deliver(channel, message);
        relay.send(channel, message);
    }

    /** The consumer is called in the publisher's thread, or in a virtual one; what takes long it does elsewhere. */
    public void subscribe(String channel, Consumer<String> consumer) {
        consumers.computeIfAbsent(channel, unused -> new CopyOnWriteArrayList<>()).add(consumer);
    }

    /** The listener is called each time messages of other instances may have been missed: what was learnt from them is void. */
    public void onReconnect(Runnable listener) {
        reconnectListeners.add(listener);
    }

    void relayThrough(Relay carrier) { relay = carrier; }

    void deliver(String channel, String message) {
        for (Consumer<String> consumer : consumers.getOrDefault(channel, List.of())) {
            survive(channel, () -> consumer.accept(message));
        }
    }

    void messagesMayBeMissing() {
        for (Runnable listener : reconnectListeners) {
            survive("reconnect", listener);
        }
    }

    // One consumer's fault is neither the publisher's nor the next consumer's.
    private static void survive(String channel, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "A consumer of the instance bus failed on channel '%s'", channel);
        }
    }
}
