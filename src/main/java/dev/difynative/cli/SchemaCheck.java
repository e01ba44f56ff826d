package dev.difynative.cli;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SchemaValidationException;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;

/** Compares the database with the entities. */
@Dependent
@Unremovable
public class SchemaCheck implements QuarkusApplication {
    private final EntityManagerFactory entities;

    SchemaCheck(EntityManagerFactory entities) { this.entities = entities; }

    @Override
    public int run(String... args) {
        try {
            entities.getSchemaManager().validate();
            System.out.println("The schema fits this version");
            return 0;
        } catch (SchemaValidationException e) {
            System.err.println("The schema does not fit this version:");
            for (Exception difference : e.getFailures()) {
                System.err.println("  " + difference.getMessage());
            }
            return 1;
        }
    }
}
