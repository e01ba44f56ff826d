package dev.difynative.cli;

/** The command line makes no sense; the message says why. */
final class UsageException extends RuntimeException {

    UsageException(String message) { super(message); }
}
