package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

import redis.embedded.RedisServer;

/** A real Redis server on a free port of this machine, for as long as a test needs it. */
public final class RedisProcess implements AutoCloseable {
    private final int port;
    private RedisServer server;

    private RedisProcess(int port) { this.port = port; }

    public static RedisProcess start() {
        try (ServerSocket socket = new ServerSocket(0)) {
            RedisProcess process = new RedisProcess(socket.getLocalPort());
            socket.close();
            process.resume();
            return process;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public String url() { return "redis://127.0.0.1:" + port; }

    /** Starts the server again on the same port; it has forgotten everything. */
    public void resume() {
        try {
            server = RedisServer.newRedisServer().port(port).setting("save \"\"").setting("bind 127.0.0.1").build();
            server.start();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
