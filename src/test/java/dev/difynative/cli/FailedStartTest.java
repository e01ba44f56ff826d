package dev.difynative.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.database.DatabaseException;

class FailedStartTest {

    @Test
    void aDatabaseThatCannotBeUsedIsToldInASentence() {
        DatabaseException refused = new DatabaseException("The database cannot be used: password authentication failed", null);
        assertEquals("The database cannot be used: password authentication failed\n",
                told(new RuntimeException("Failed to start quarkus", refused)));
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
