package dev.difynative.cli;

import java.nio.file.Path;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

import dev.difynative.platform.backup.DataPlaces;
import dev.difynative.platform.database.EmbeddedPostgres;
import dev.difynative.platform.database.ServiceDatabase;

/** The database that a command works on: the configured one, or the embedded one of the data folder. */
final class CommandDatabase {

    private CommandDatabase() {}

    /** Found running or started for the time of the command; made when there is none yet. */
    static DataSource open() {
        return isEmbedded() ? embedded(ServiceDatabase.forCommand(Settings.dataDir())) : configured();
    }

    /** The same, but not made. */
    static DataSource openExisting() {
        if (isEmbedded() && !EmbeddedPostgres.in(Settings.dataDir()).exists()) {
            throw new CommandFailure("There is no database in " + Settings.dataDir().toAbsolutePath().normalize()
                    + ". Name the data folder with DIFY_DATA_DIR, or the database with QUARKUS_DATASOURCE_JDBC_URL");
        }
        return open();
    }

    /** Refused while a service runs on the embedded database. */
    static DataSource openExclusively() {
        return isEmbedded() ? embedded(ServiceDatabase.forExclusiveCommand(Settings.dataDir())) : configured();
    }

    static DataPlaces places(DataSource database) {
        Path folder = Settings.dataDir();
        return new DataPlaces(database, folder.resolve("files"), folder.resolve("secret.key"));
    }

    static boolean isEmbedded() { return Settings.find(Settings.JDBC_URL).isEmpty(); }

    private static DataSource embedded(EmbeddedPostgres.Running running) {
        ServiceDatabase.configureQuarkus(running);
        return source(running.jdbcUrl(), running.username(), running.password());
    }

    private static DataSource configured() {
        return source(Settings.find(Settings.JDBC_URL).orElseThrow(),
                Settings.find("quarkus.datasource.username").orElse(null),
                Settings.find("quarkus.datasource.password").orElse(null));
    }

    private static DataSource source(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        if (user != null) {
            source.setUser(user);
            source.setPassword(password);
        }
        return source;
    }
}
