package dev.difynative.models.chat;

/** Something under way that can be called off, from any thread and more than once. */
@FunctionalInterface
public interface Cancellable {

    void cancel();
}
