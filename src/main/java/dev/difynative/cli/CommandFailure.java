package dev.difynative.cli;

/** A command could not do what it was asked for; the message says why. */
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) { super(message); }

    CommandFailure(String message, Throwable cause) { super(message, cause); }
}
