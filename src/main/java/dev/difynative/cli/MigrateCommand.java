package dev.difynative.cli;

import javax.sql.DataSource;

import dev.difynative.platform.database.SchemaMigration;

/** Brings the database to the schema of this version, then lets Hibernate compare it with the entities. */
final class MigrateCommand {

    private MigrateCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(0);
        DataSource database = CommandDatabase.open();
        int applied = new SchemaMigration(database).migrate();
        System.out.println(applied == 0 ? "The schema is up to date" : "Applied " + applied + " migrations");
        return QuarkusCommand.run(SchemaCheck.class);
    }
}
