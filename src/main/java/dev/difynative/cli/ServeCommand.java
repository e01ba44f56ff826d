package dev.difynative.cli;

import java.util.Optional;

import dev.difynative.platform.database.ServiceDatabase;
import io.quarkus.runtime.Quarkus;

/** Runs the service, with the embedded database when no other one is configured. */
final class ServeCommand {

    /** Set to never by an image in which a PostgreSQL cannot run. */
    private static final String EMBEDDED = "dify.embedded-database";

    /**
     * Quarkus answers a malformed address without a body unless this is set; RequestObserver looks at addresses instead. A binary
     * has it from its build.
     */
    private static final String UNCHECKED_ADDRESSES = "vertx.disableURIValidation";

    /** Lets Netty find api.RefusedHeads, which only a surface may know. */
    private static final String NETTY_EXTENSIONS = "io.netty.bootstrap.extensions";

    private static final String POSTGRESQL = "jdbc:postgresql:";

    private ServeCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(0);
        System.setProperty(UNCHECKED_ADDRESSES, "true");
        System.setProperty(NETTY_EXTENSIONS, "serviceload");
        RedisAddresses.check();
        TraceSettings.apply();
        Optional<String> url = Settings.find(Settings.JDBC_URL);
        if (url.isPresent() && !url.get().startsWith(POSTGRESQL)) {
            throw new CommandFailure("QUARKUS_DATASOURCE_JDBC_URL must be of the form " + POSTGRESQL
                    + "//host:5432/database; user and password are set by QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD");
        }
        if (url.isEmpty()) {
            if (Settings.find(EMBEDDED).filter("never"::equals).isPresent()) {
                throw new CommandFailure("This image has no embedded database: set QUARKUS_DATASOURCE_JDBC_URL, "
                        + "QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD to a PostgreSQL");
            }
            ServiceDatabase.configureQuarkus(ServiceDatabase.forService(Settings.dataDir()));
        }
        Quarkus.run(ServiceApplication.class, ServeCommand::ended);
        return 0;
    }

    private static void ended(int exitCode, Throwable failure) {
        if (failure != null) {
            FailedStart.tell(failure);
        }
        System.exit(exitCode);
    }
}
