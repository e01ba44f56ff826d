package dev.difynative.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.difynative.platform.database.DatabaseException;

class FailedStartTest {

    @Test
    void aDatabaseThatCannotBeUsedIsToldInASentence() {
        DatabaseException refused = new DatabaseException("The database cannot be used: password authentication failed", null);
        assertEquals("The database cannot be used: password authentication failed\n",
                told(new RuntimeException("Failed to start quarkus", refused)));
    }

    @ParameterizedTest
    @MethodSource("addressesThatCannotBeServed")
    void anAddressThatCannotBeServedIsToldWithItsSetting(String setting, String value, Throwable cause, String sentence) {
        System.setProperty(setting, value);
        try {
            assertEquals(sentence + "\n", told(new RuntimeException("Unable to start HTTP server", cause)));
        } finally {
            System.clearProperty(setting);
        }
    }

    static Stream<Arguments> addressesThatCannotBeServed() {
        return Stream.of(
                Arguments.of("quarkus.http.host", "1.2.3.4",
                        new BindException("Unable to bind to host: 1.2.3.4 and port: 5001: Cannot assign requested address"),
                        "QUARKUS_HTTP_HOST is 1.2.3.4, which is no address of this machine: set it to one that is, or to 0.0.0.0 for all"),
                Arguments.of("quarkus.http.host", "no.such.host.invalid",
                        new UnknownHostException("no.such.host.invalid: Name or service not known"),
                        "QUARKUS_HTTP_HOST is no.such.host.invalid, a name that has no address: set it to an address of this machine, or to 0.0.0.0 for all"),
                Arguments.of("quarkus.http.port", "80", new BindException("Permission denied"),
                        "Port 80 may not be opened by this user: set QUARKUS_HTTP_PORT to another port"),
                Arguments.of("quarkus.http.port", "8080", new BindException("Address already in use"),
                        "Port 8080 is in use by another process: end that one, or set QUARKUS_HTTP_PORT to another port"),
                Arguments.of("quarkus.http.port", "70000", new IllegalArgumentException("port must be <= 65535"),
                        "QUARKUS_HTTP_PORT is 70000, and no port is above 65535: set it to another one"));
    }

    private static String told(Throwable failure) {
        PrintStream usual = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            FailedStart.tell(failure);
        } finally {
            System.setErr(usual);
        }
        return told.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
