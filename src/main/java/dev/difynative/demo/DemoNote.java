package dev.difynative.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/** Remembers the demo's password and key, which the database knows only as hashes. */
final class DemoNote {

    record Access(String email, String password, String key) {}

    private final Path file;

    DemoNote(Path dataDir) { this.file = dataDir.resolve("demo.properties"); }

    Path file() { return file; }

    Access write(Access access) {
        Properties values = new Properties();
        values.setProperty("email", access.email());
        values.setProperty("password", access.password());
        values.setProperty("key", access.key());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(file)) {
                values.store(writer, "The demo of dev mode. Delete this file when you have no more use for it.");
            }
            return access;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Access> read() {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
            return Optional
                    .of(new Access(values.getProperty("email"), values.getProperty("password"), values.getProperty("key")));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
