package dev.difynative.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SchemaValidationException;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class DatabaseSchemaTest {
    @Inject AgroalDataSource database;

    @Inject Instance<EntityManagerFactory> entities;

    @Test
    void theSchemaIsThereWhenTheServiceHasStarted() throws SQLException {
        SchemaMigration.State state = new SchemaMigration(database).compare();
        assertTrue(state.complete());
        assertTrue(state.unknown().isEmpty());
        assertEquals(0, new SchemaMigration(database).migrate());
    }

    @Test
    void theEntitiesFitTheSchema() throws SchemaValidationException {
        for (EntityManagerFactory unit : entities) {
            unit.getSchemaManager().validate();
        }
    }
}
