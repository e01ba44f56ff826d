package dev.difynative.knowledge.ingest.extract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on this machine's disk with the name that its user gave it. */
public record SourceFile(Path path, String name) {
    private static final int BUFFER_SIZE = 64 * 1024;

    /** The part of the name behind the last dot, or nothing. */
    public String extension() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    public long size() throws IOException { return Files.size(path); }

    public InputStream open() throws IOException { return new BufferedInputStream(Files.newInputStream(path), BUFFER_SIZE); }

    public byte[] head(int length) throws IOException {
        try (InputStream content = Files.newInputStream(path)) {
            return content.readNBytes(length);
        }
    }
}
