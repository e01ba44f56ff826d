package dev.difynative.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.migration.JavaMigration;

/** Brings a database to the schema of this build; several processes may do so at once. */
public final class SchemaMigration {
    /** Where Flyway writes down what was applied. */
    public static final String HISTORY = "flyway_schema_history";
    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource database;
    private final String schema;

    public SchemaMigration(DataSource database) { this(database, null); }

    /** The same in a schema that is not the default one of the connections. */
    public SchemaMigration(DataSource database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /** How the schema found differs from that of this build. */
    public record State(List<Integer> missing, List<Integer> unknown) {
        public boolean complete() { return missing.isEmpty(); }
    }

    /** Numbers of the migrations of this build. */
    public static List<Integer> versions() { return MigrationFiles.versions(); }

    /** Compares, with one query. */
    public State compare() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return compare(applied(connection));
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return compare(List.of());
            }
            throw e;
        }
    }

    /** Compares what another database had. */
    public static State compare(Collection<Integer> applied) {
        List<Integer> missing = new ArrayList<>(versions());
        missing.removeAll(applied);
        List<Integer> unknown = new ArrayList<>(applied);
        unknown.removeAll(versions());
        return new State(missing, unknown);
    }

    /** Numbers of the migrations that this database has; fails when it has never been migrated. */
    public static Collection<Integer> applied(Connection connection) throws SQLException {
        Collection<Integer> applied = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL")) {
            while (rows.next()) {
                applied.add(Integer.parseInt(rows.getString(1)));
            }
        }
        return applied;
    }

    /** Applies what is missing and gives the number of migrations that were. */
    public int migrate() {
        return flyway(new MigrationFiles()).migrate().migrationsExecuted;
    }

    /** Applies only these migrations: the schema of an earlier time. */
    public void migrate(Collection<Integer> versions) {
        flyway(new MigrationFiles(versions)).migrate();
    }

    private Flyway flyway(MigrationFiles files) {
        // Numbers are handed out in ranges, so a lower one may arrive after a higher one.
        return Flyway.configure(SchemaMigration.class.getClassLoader()).dataSource(database).defaultSchema(schema)
                .table(HISTORY).outOfOrder(true).resourceProvider(files).javaMigrationClassProvider(new NoJavaMigrations())
                .load();
    }

    private static final class NoJavaMigrations implements ClassProvider<JavaMigration> {
        @Override
        public Collection<Class<? extends JavaMigration>> getClasses() { return List.of(); }
    }
}
