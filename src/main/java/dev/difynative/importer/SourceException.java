package dev.difynative.importer;

/** The source did not give what it was asked for; the message says what and why. */
class SourceException extends RuntimeException {
    private final int status;

    SourceException(int status, String message) {
        super(message);
        this.status = status;
    }

    boolean isMissing() { return status == 404 || status == 405; }
}
