package dev.difynative.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** The few settings that are needed before Quarkus runs, read from where Quarkus would read them. */
final class Settings {
    static final String JDBC_URL = "quarkus.datasource.jdbc.url";

    private Settings() {}

    static Optional<String> find(String name) {
        return first(System.getProperty(name)).or(() -> first(System.getenv(variable(name))))
                .or(() -> inFile(Path.of(".env"), variable(name)))
                .or(() -> inFile(Path.of("config", "application.properties"), "%" + profile() + "." + name))
                .or(() -> inFile(Path.of("config", "application.properties"), name));
    }

    static Path dataDir() { return Path.of(find("dify.data-dir").orElse("data")); }

    private static String profile() {
        return first(System.getProperty("quarkus.profile")).or(() -> first(System.getenv("QUARKUS_PROFILE"))).orElse("prod");
    }

    private static String variable(String name) { return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"); }

    private static Optional<String> inFile(Path file, String key) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
            return first(values.getProperty(key));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> first(String value) { return Optional.ofNullable(value).filter(text -> !text.isBlank()); }
}
