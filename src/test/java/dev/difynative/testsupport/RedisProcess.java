package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

import redis.embedded.RedisServer;

/** A real Redis server on a free port of this machine, for as long as a test needs it. */
public final class RedisProcess implements AutoCloseable {
    private final int port;
    private RedisServer server;
    private long pid;

    private RedisProcess(int port) { this.port = port; }

    public static RedisProcess start() {
        RedisProcess process = new RedisProcess(FreePort.choose());
        process.resume();
        return process;
    }

    public String url() { return "redis://127.0.0.1:" + port; }

    /** Who is connected, one per line, in the words of Redis. */
    public String clients() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("CLIENT LIST\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Starts the server again on the same port; it has forgotten everything. */
    public void resume() {
        Set<Long> before = children();
        try {
            server = RedisServer.newRedisServer().port(port).setting("save \"\"").setting("bind 127.0.0.1").build();
            server.start();
            pid = children().stream().filter(child -> !before.contains(child)).findFirst().orElseThrow();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The server takes connections and requests, and answers nothing. */
    public void freeze() { signal("STOP"); }

    /** It answers what it has been asked. */
    public void thaw() { signal("CONT"); }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        // A frozen server would never end.
        thaw();
        try {
            server.stop();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
