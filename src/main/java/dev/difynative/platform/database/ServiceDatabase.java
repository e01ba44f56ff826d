package dev.difynative.platform.database;

import java.nio.file.Path;

import io.quarkus.runtime.Application;

/** The embedded database for as long as the service runs; Quarkus is told by system properties how to reach it. */
public final class ServiceDatabase {
    private static final String HELD = "dify.embedded-database.folder";

    private ServiceDatabase() {}

    /** Starts or finds the server, and ends it when this process ends, after Quarkus has. */
    public static void provide(Path dataDir) {
        // In dev mode each live reload comes here again, with new classes in the old process.
        if (System.getProperty(HELD) == null) {
            FolderLock lock = FolderLock.take(dataDir);
            System.setProperty(HELD, dataDir.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(dataDir, lock), "embedded-database-end"));
        }
        EmbeddedPostgres.Running running = EmbeddedPostgres.start(dataDir);
        System.setProperty("quarkus.datasource.jdbc.url", running.jdbcUrl());
        System.setProperty("quarkus.datasource.username", running.username());
        System.setProperty("quarkus.datasource.password", running.password());
    }

    private static void end(Path dataDir, FolderLock lock) {
        Application application = Application.currentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
        EmbeddedPostgres.in(dataDir).stop();
        lock.close();
    }
}
