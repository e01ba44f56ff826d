package dev.difynative.platform.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class InstanceRegistryTest {
    private static final UUID SILENT = UUID.fromString("00000000-0000-7000-8000-00000000dead");

    @Inject InstanceRegistry registry;

    @Inject AgroalDataSource database;

    @Test
    void thisInstanceIsAliveFromTheStart() {
        assertTrue(registry.liveInstances().contains(registry.id()));
        assertFalse(registry.deadInstances().contains(registry.id()));
    }

    @Test
    void anInstanceNotSeenForHalfAMinuteIsDeadUntilItIsForgotten() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO instances VALUES ('" + SILENT + "', now(), now() - interval '31 seconds')");
        }
        assertEquals(1, registry.deadInstances().stream().filter(SILENT::equals).count());
        registry.forget(SILENT);
        assertFalse(registry.deadInstances().contains(SILENT));
    }
}
