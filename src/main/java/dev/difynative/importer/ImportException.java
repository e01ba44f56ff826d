package dev.difynative.importer;

/** The import could not be done, or not to its end; the message says why. */
public class ImportException extends RuntimeException {

    ImportException(String message) { super(message); }
}
