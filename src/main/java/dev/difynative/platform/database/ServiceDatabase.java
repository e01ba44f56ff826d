package dev.difynative.platform.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Application;

/** The embedded database for as long as this process needs it. */
public final class ServiceDatabase {
    /**
     * The system property that holds the data folder while this process uses an embedded database. Not below {@code dify}: it
     * is no setting.
     */
    public static final String FOLDER = "difynative.embedded-database.folder";
    private static final Logger LOG = Logger.getLogger(ServiceDatabase.class);
    private static final Duration OTHER_STARTS_LIMIT = Duration.ofSeconds(30);
    private static Served served;
    private static volatile boolean ending;

    /** What this service runs on; the connections of its pool go to that port. */
    private record Served(Path dataDir, int port) {}

    private ServiceDatabase() {}

    /** For the service: nobody else may use the folder, and the server ends with this process, after Quarkus has. */
    public static EmbeddedPostgres.Running forService(Path dataDir) {
        // A system property outlives the classes of a live reload in dev mode; so does the lock.
        if (System.getProperty(FOLDER) == null) {
            endWithProcess(dataDir, FolderLock.take(dataDir));
        }
        EmbeddedPostgres.Running running = EmbeddedPostgres.start(dataDir);
        serve(dataDir, running);
        return running;
    }

    private static synchronized void serve(Path dataDir, EmbeddedPostgres.Running running) {
        served = new Served(dataDir, running.port());
    }

    /** Starts the server of this service anew when it has ended without being asked to. */
    static synchronized void startAgainIfEnded() {
        if (served == null || ending) {
            return;
        }
        try {
            EmbeddedPostgres server = EmbeddedPostgres.in(served.dataDir());
            if (server.findRunning().isEmpty() && !ending) {
                LOG.warn("The embedded PostgreSQL has ended without being asked to, and is started again");
                server.startAt(served.port());
            }
        } catch (DatabaseException failed) {
            LOG.error(failed.getMessage());
        }
    }

    private static synchronized void stop(EmbeddedPostgres server) { server.stop(); }

    /** For a command: the server of the service that runs, or one for the time of the command. */
    public static EmbeddedPostgres.Running forCommand(Path dataDir) {
        Optional<FolderLock> lock = FolderLock.tryTake(dataDir);
        if (lock.isPresent()) {
            endWithProcess(dataDir, lock.get());
            return EmbeddedPostgres.start(dataDir);
        }
        Waiting limit = new Waiting(OTHER_STARTS_LIMIT);
        while (limit.goesOn()) {
            Optional<EmbeddedPostgres.Running> running = EmbeddedPostgres.in(dataDir).findRunning();
            if (running.isPresent()) {
                System.setProperty(FOLDER, dataDir.toString());
                return running.get();
            }
        }
        throw new DatabaseException("A dify-native holds the data folder " + dataDir.toAbsolutePath().normalize()
                + ", but its database does not run.");
    }

    /** For a command that nobody may disturb. */
    public static EmbeddedPostgres.Running forExclusiveCommand(Path dataDir) {
        endWithProcess(dataDir, FolderLock.take(dataDir));
        return EmbeddedPostgres.start(dataDir);
    }

    /** Tells Quarkus, before it starts, how to reach the server. */
    public static void configureQuarkus(EmbeddedPostgres.Running running) {
        System.setProperty("quarkus.datasource.jdbc.url", running.jdbcUrl());
        System.setProperty("quarkus.datasource.username", running.username());
        System.setProperty("quarkus.datasource.password", running.password());
    }

    private static void endWithProcess(Path dataDir, FolderLock lock) {
        System.setProperty(FOLDER, dataDir.toString());
        EmbeddedPostgres server = EmbeddedPostgres.in(dataDir);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
            Application application = Application.currentApplication();
            if (application != null) {
                application.awaitShutdown();
            }
            stop(server);
            lock.close();
        }, "embedded-database-end"));
    }
}
