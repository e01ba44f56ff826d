package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client libraries in {@code sdks}, by their own tests, against the packaged service: all of them at one address, those that
 * call the service at the other one too.
 */
@ExtendWith(Served.Resolver.class)
class OwnClientsIT {

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void thePythonLibraryWorks(String base, Served served) {
        assume("python3");
        if (base.equals("/v1")) {
            run("python", served.environment(base), "python3", "-W", "error", "-m", "unittest", "discover", "-t", ".", "-s",
                    "tests");
        } else {
            run("python", served.environment(base), "python3", "-W", "error", "-m", "unittest", "tests.test_service",
                    "tests.test_examples");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void theNodeLibraryWorks(String base, Served served) throws IOException {
        assume("node");
        assume("npm");
        // The compiler, which tells whether what is kept as compiled is what the sources make.
        NodePrograms.installIn(Path.of("sdks", "nodejs"));
        if (base.equals("/v1")) {
            run("nodejs", served.environment(base), "node", "--test");
        } else {
            run("nodejs", served.environment(base), "node", "--test", "test/service.test.mjs", "test/examples.test.mjs");
        }
    }

    private static void assume(String program) {
        try {
            Process asked = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
            asked.getInputStream().readAllBytes();
            Assumptions.assumeTrue(asked.waitFor() == 0, program + " does not run here");
        } catch (IOException missing) {
            Assumptions.abort(program + " is needed to test the client libraries");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void run(String library, Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(Path.of("sdks", library).toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(new HashMap<>(environment));
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), () -> "sdks/" + library + " found faults:\n" + output);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
