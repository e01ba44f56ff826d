package dev.difynative.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs PostgreSQL's own programs and other small commands to their end. */
final class Commands {

    record Result(int exitCode, String output) {
        boolean succeeded() { return exitCode == 0; }
    }

    private Commands() {}

    static Result run(Path folder, List<String> command, String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        Process process = builder.start();
        try {
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException ended) {
                // The program did not read to the end; its exit code says why.
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + command.getFirst(), e);
        }
    }

    /** Whether the command can be run here and succeeds. */
    static boolean succeeds(Path folder, List<String> command) {
        try {
            return run(folder, command, "").succeeded();
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
