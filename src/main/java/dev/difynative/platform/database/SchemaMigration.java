package dev.difynative.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.migration.JavaMigration;

/** Brings a database to the schema of this build; several processes may do so at once. */
public final class SchemaMigration {
    private static final String HISTORY = "flyway_schema_history";
    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource database;

    public SchemaMigration(DataSource database) { this.database = database; }

    /** How the schema found differs from that of this build. */
    public record State(List<Integer> missing, List<Integer> unknown) {
        public boolean complete() { return missing.isEmpty(); }
    }

    /** Number of the newest migration of this build. */
    public static int newestVersion() {
        return MigrationFiles.versions().getLast();
    }

    /** Compares, with one query. */
    public State compare() throws SQLException {
        Set<Integer> applied = applied();
        List<Integer> known = MigrationFiles.versions();
        List<Integer> missing = new ArrayList<>(known);
        missing.removeAll(applied);
        List<Integer> unknown = new ArrayList<>(applied);
        unknown.removeAll(known);
        return new State(missing, unknown.stream().sorted().toList());
    }

    /** Applies what is missing and gives the number of migrations that were. */
    public int migrate() {
        return flyway("latest").migrate().migrationsExecuted;
    }

    /** Makes the schema as it was at an earlier version. */
    public int migrateTo(int version) {
        return flyway(Integer.toString(version)).migrate().migrationsExecuted;
    }

    private Set<Integer> applied() throws SQLException {
        Set<Integer> applied = new HashSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL")) {
            while (rows.next()) {
                applied.add(Integer.parseInt(rows.getString(1)));
            }
        } catch (SQLException e) {
            if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
        return applied;
    }

    private Flyway flyway(String target) {
        // Numbers are handed out in ranges, so a lower one may arrive after a higher one.
        return Flyway.configure(SchemaMigration.class.getClassLoader()).dataSource(database).table(HISTORY).target(target)
                .outOfOrder(true).resourceProvider(new MigrationFiles()).javaMigrationClassProvider(new NoJavaMigrations())
                .load();
    }

    private static final class NoJavaMigrations implements ClassProvider<JavaMigration> {
        @Override
        public Collection<Class<? extends JavaMigration>> getClasses() { return List.of(); }
    }
}
