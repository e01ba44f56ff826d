package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own: the jar, or the binary when that is what was built. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Process process;
    private final Path output;
    private final int port;

    /** How a command ended. */
    public record Outcome(int exitCode, String output) {}

    private ServiceProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Starts the service in {@code folder}, on a free port, and waits until it is ready. */
    public static ServiceProcess serve(Path folder, Map<String, String> environment) {
        int port = FreePort.choose();
        ServiceProcess service = launch(folder, environment, port, List.of());
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!service.isReady()) {
            if (!service.process.isAlive() || System.nanoTime() > end) {
                service.close();
                throw new IllegalStateException("The service did not become ready:\n" + service.output());
            }
            pause();
        }
        return service;
    }

    /** Begins a command. */
    public static ServiceProcess begin(Path folder, Map<String, String> environment, String... arguments) {
        return launch(folder, environment, FreePort.choose(), List.of(arguments));
    }

    /** Runs a command to its end. */
    public static Outcome run(Path folder, Map<String, String> environment, String... arguments) {
        try (ServiceProcess command = launch(folder, environment, FreePort.choose(), List.of(arguments))) {
            if (!command.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The command did not end:\n" + command.output());
            }
            return new Outcome(command.process.exitValue(), command.output());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() { return "http://127.0.0.1:" + port; }

    public long pid() { return process.pid(); }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it the orderly way and gives its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Asks it to end the orderly way, and does not wait. */
    public void askToEnd() { process.destroy(); }

    public boolean isAlive() { return process.isAlive(); }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException { process.destroyForcibly().waitFor(); }

    @Override
    public void close() { process.destroyForcibly(); }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url() + "/q/health/ready").toURL()
                    .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static ServiceProcess launch(Path folder, Map<String, String> environment, int port, List<String> arguments) {
        List<String> command = new ArrayList<>(executable());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("DIFY_"));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        try {
            Path output = Files.createTempFile("service-", ".log");
            return new ServiceProcess(builder.redirectOutput(output.toFile()).start(), output, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> executable() {
        Path packaged = Path.of(System.getProperty("packaged-service", "target/quarkus-app/quarkus-run.jar")).toAbsolutePath();
        return packaged.toString().endsWith(".jar")
                ? List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar",
                        packaged.toString())
                : List.of(packaged.toString());
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
