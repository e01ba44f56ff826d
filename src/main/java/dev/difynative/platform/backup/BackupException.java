package dev.difynative.platform.backup;

/** A backup cannot be written or read; the message is written for the person who asked for it. */
public final class BackupException extends RuntimeException {

    BackupException(String message) { super(message); }

    BackupException(String message, Throwable cause) { super(message, cause); }
}
