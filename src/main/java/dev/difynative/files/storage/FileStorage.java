package dev.difynative.files.storage;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of files are kept; a key is made by this service, never by a user. */
public interface FileStorage {

    /** Keeps all of {@code content}, or nothing of it when reading or writing fails. */
    void write(String key, InputStream content) throws IOException;

    /** The bytes from {@code offset} on. */
    InputStream open(String key, long offset) throws IOException;

    long size(String key) throws IOException;

    /** Forgets the file; one that does not exist is no fault. */
    void delete(String key) throws IOException;
}
