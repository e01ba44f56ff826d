package dev.difynative.platform.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.error.Failure;
import dev.difynative.testsupport.Eventually;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalDataSourceConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;

class DatabasePulseTest {
    private static final String NO_ROOM = "SFATAL\0C53300\0Msorry, too many clients already\0\0";

    private final AtomicInteger flushes = new AtomicInteger();
    private ServerSocket server;
    private volatile boolean answers;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException { server.close(); }

    @Test
    void aFaultOfThePoolWhileTheDatabaseIsGoneIsNoReasonToAskNoMore() {
        DatabasePulse pulse = new DatabasePulse(poolThatCannotBeFlushed(), new OpenConnections());
        pulse.failed(new SQLException("It is gone", "08006"));
        Eventually.isTrue("the loss is noticed", () -> isLost(pulse));
        answers = true;
        Eventually.isTrue("the database is taken for well again", () -> !isLost(pulse));
        assertTrue(flushes.get() > 0);
    }

    private AgroalDataSource poolThatCannotBeFlushed() {
        AgroalDataSourceConfiguration configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1).connectionFactoryConfiguration(
                        to -> to.jdbcUrl("jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/x?sslmode=disable")))
                .get();
        return (AgroalDataSource) Proxy.newProxyInstance(AgroalDataSource.class.getClassLoader(),
                new Class<?>[]{AgroalDataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConfiguration")) {
                        return configuration;
                    }
                    flushes.incrementAndGet();
                    throw new IllegalStateException(method.getName());
                });
    }

    private static boolean isLost(DatabasePulse pulse) {
        try {
            pulse.require();
            return false;
        } catch (Failure lost) {
            return true;
        }
    }

    /** Hangs up on everybody at first, as if it were gone; then it has no room for anybody, and says so. */
    private void serve() {
        byte[] message = NO_ROOM.getBytes(US_ASCII);
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                if (answers) {
                    socket.getInputStream().read(new byte[1024]);
                    socket.getOutputStream().write(ByteBuffer.allocate(1 + Integer.BYTES + message.length).put((byte) 'E')
                            .putInt(Integer.BYTES + message.length).put(message).array());
                }
            } catch (IOException closed) {
                assertTrue(server.isClosed(), closed::toString);
            }
        }
    }
}
