package dev.difynative.cli;

import java.net.BindException;

import dev.difynative.platform.crypto.SealedValueException;
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

    private static final String PORT = "quarkus.http.port";

    private ServeCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(0);
        System.setProperty(UNCHECKED_ADDRESSES, "true");
        if (Settings.find(Settings.JDBC_URL).isEmpty()) {
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
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                System.err.println("Port " + Settings.find(PORT).orElse("5001")
                        + " is in use by another process: end that one, or set QUARKUS_HTTP_PORT to another port");
            } else if (cause instanceof SealedValueException) {
                System.err.println(cause.getMessage());
            }
        }
        System.exit(exitCode);
    }
}
