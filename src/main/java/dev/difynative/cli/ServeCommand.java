package dev.difynative.cli;

import dev.difynative.platform.database.ServiceDatabase;
import io.quarkus.runtime.Quarkus;

/** Runs the service, with the embedded database when no other one is configured. */
final class ServeCommand {

    private ServeCommand() {}

    static void run() {
        if (Settings.find(Settings.JDBC_URL).isEmpty()) {
            ServiceDatabase.provide(Settings.dataDir());
        }
        Quarkus.run();
    }
}
