package dev.difynative.platform.event;

/** Marks a record that is sent as one frame of an event stream; each stream family is a sealed interface of its own. */
public interface StreamEvent {}
