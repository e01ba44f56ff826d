package dev.difynative.platform.crypto;

/** A sealed value that cannot be opened: its key is gone, or it belongs to somebody else. */
public class SealedValueException extends RuntimeException {

    public SealedValueException(String message) { super(message); }
}
