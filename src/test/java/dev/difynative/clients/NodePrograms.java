package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/** The programs of {@code src/test/clients}, run by Node.js with the packages that their lock file names. */
final class NodePrograms {
    private static final Duration LONG_TIME = Duration.ofMinutes(3);
    private static final Path SOURCES = Path.of("src", "test", "clients");
    private static final Path FOLDER = Path.of("target", "clients", "node").toAbsolutePath();

    private record Outcome(int exitCode, String output) {}

    private NodePrograms() {}

    /** Installs the packages, unless these very ones are there; without Node.js the test is skipped. */
    static void install() {
        Assumptions.assumeTrue(isThere("node") && isThere("npm"),
                "Node.js and npm are needed to run the published clients of Node.js");
        try {
            Files.createDirectories(FOLDER);
            try (Stream<Path> sources = Files.list(SOURCES)) {
                for (Path source : sources.toList()) {
                    Files.copy(source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            installIn(FOLDER);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Installs what the lock file in the folder names, unless that was done before. */
    static void installIn(Path folder) throws IOException {
        Path wanted = folder.resolve("package-lock.json");
        Path installed = folder.resolve("node_modules").resolve("installed.json");
        if (Files.exists(installed) && Files.mismatch(installed, wanted) < 0) {
            return;
        }
        Outcome outcome = run(folder, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"),
                Map.of());
        assertEquals(0, outcome.exitCode,
                () -> "Packages could not be installed; npm needs its registry for that:\n" + outcome.output);
        Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Runs the tests in a file; they must all be good. */
    static void test(String file, Map<String, String> environment) {
        Outcome outcome = run(FOLDER, List.of("node", "--test-reporter=spec", file), environment);
        assertEquals(0, outcome.exitCode, () -> file + " found faults:\n" + outcome.output);
    }

    private static void endAfterALongTime(Process process) {
        try {
            if (!process.waitFor(LONG_TIME.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Outcome run(Path folder, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            Thread.ofVirtual().start(() -> endAfterALongTime(process));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
