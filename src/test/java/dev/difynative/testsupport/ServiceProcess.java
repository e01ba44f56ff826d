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
    private static final String PORT = "QUARKUS_HTTP_PORT";

    private final Process process;
    private final Path output;
    private final String port;

    /** How a command ended. */
    public record Outcome(int exitCode, String output) {}

    private ServiceProcess(Process process, Path output, String port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Starts the service in {@code folder}, on a free port, and waits until it is ready. */
    public static ServiceProcess serve(Path folder, Map<String, String> environment) {
        return serve(builder(folder, environment, List.of()));
    }

    /** The same for a command and an environment of its own, which names the port. */
    public static ServiceProcess serve(ProcessBuilder builder) {
        ServiceProcess service = launch(builder);
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
        return launch(builder(folder, environment, List.of(arguments)));
    }

    /** Runs a command to its end. */
    public static Outcome run(Path folder, Map<String, String> environment, String... arguments) {
        return run(builder(folder, environment, List.of(arguments)));
    }

    /** The same for a command and an environment of its own. */
    public static Outcome run(ProcessBuilder builder) {
        try (ServiceProcess command = launch(builder)) {
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

    private static ProcessBuilder builder(Path folder, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(executable());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("DIFY_"));
        builder.environment().put(PORT, Integer.toString(FreePort.choose()));
        builder.environment().putAll(environment);
        return builder;
    }

    private static ServiceProcess launch(ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile("service-", ".log");
            Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            return new ServiceProcess(process, output, builder.environment().get(PORT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar or the binary that is tested. */
    public static Path packaged() {
        return Path.of(System.getProperty("packaged-service", "target/quarkus-app/quarkus-run.jar")).toAbsolutePath();
    }

    public static boolean isJar() { return packaged().toString().endsWith(".jar"); }

    private static List<String> executable() {
        return isJar()
                ? List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar",
                        packaged().toString())
                : List.of(packaged().toString());
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
