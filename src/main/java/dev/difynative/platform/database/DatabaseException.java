package dev.difynative.platform.database;

/** The database cannot be used; the message is written for the person who started the service. */
public final class DatabaseException extends RuntimeException {

    public DatabaseException(String message) { super(message); }

    public DatabaseException(String message, Throwable cause) { super(message, cause); }
}
