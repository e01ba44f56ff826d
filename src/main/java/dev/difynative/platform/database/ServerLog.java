package dev.difynative.platform.database;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The server's log file, read from the start of the current attempt to start it. */
final class ServerLog {
    private static final long LIMIT = 10L << 20;

    private final Path file;
    private long begin;

    ServerLog(Path file) { this.file = file; }

    void begin() throws IOException {
        begin = Files.exists(file) ? Files.size(file) : 0;
        if (begin > LIMIT) {
            Files.move(file, file.resolveSibling("log.old"), StandardCopyOption.REPLACE_EXISTING);
            begin = 0;
        }
    }

    String sinceBegin() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.min(begin, log.length()));
            byte[] text = new byte[(int) Math.min(log.length() - log.getFilePointer(), LIMIT)];
            log.readFully(text);
            return new String(text, StandardCharsets.UTF_8).strip();
        }
    }

    boolean hasFatal() throws IOException { return sinceBegin().contains("FATAL:"); }
}
