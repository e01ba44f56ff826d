package dev.difynative.platform.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class OpenConnectionsTest {
    @Inject OpenConnections connections;

    @Inject AgroalDataSource database;

    @Test
    void aStatementMayTakeLongerThanASignInAndIsSeenMeanwhile() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT 1 FROM pg_sleep(5.5)")) {
                assertTrue(row.next());
            }
            assertTrue(connections.anyUsedFor(Duration.ofSeconds(5)));
        }
        // On a machine that stands still for a while others may be seen as well.
        Eventually.isTrue("it is no longer seen", () -> !connections.anyUsedFor(Duration.ofSeconds(5)));
    }
}
