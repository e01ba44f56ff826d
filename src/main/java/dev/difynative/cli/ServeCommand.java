package dev.difynative.cli;

import dev.difynative.platform.database.ServiceDatabase;
import io.quarkus.runtime.Quarkus;

/** Runs the service, with the embedded database when no other one is configured. */
final class ServeCommand {

    private ServeCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(0);
        if (Settings.find(Settings.JDBC_URL).isEmpty()) {
            ServiceDatabase.configureQuarkus(ServiceDatabase.forService(Settings.dataDir()));
        }
        Quarkus.run(ServiceApplication.class);
        return 0;
    }
}
