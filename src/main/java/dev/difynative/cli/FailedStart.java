package dev.difynative.cli;

import java.net.BindException;

import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.database.DatabaseException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

/**
 * Tells on the error stream why Quarkus could not be started, or broke off. Quarkus itself is silent as soon as somebody asks
 * for the exit code.
 */
final class FailedStart {

    private static final String PORT = "quarkus.http.port";

    private FailedStart() {}

    /** What the administrator can mend is told in a sentence; the rest is a fault of this program, and told with its trace. */
    static void tell(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                System.err.println("Port " + Settings.find(PORT).orElse("5001")
                        + " is in use by another process: end that one, or set QUARKUS_HTTP_PORT to another port");
                return;
            }
            if (cause instanceof SealedValueException || cause instanceof DatabaseException || isOfConfiguration(cause)) {
                System.err.println(cause.getMessage());
                return;
            }
        }
        System.err.println("It broke off, which is a fault of this program:");
        failure.printStackTrace();
    }

    /** SmallRye Config tells a value that cannot be converted by IllegalArgumentException, with the setting's name and a code. */
    private static boolean isOfConfiguration(Throwable cause) {
        return cause instanceof ConfigurationException || cause instanceof ConfigValidationException
                || cause instanceof IllegalArgumentException && cause.getMessage() != null
                        && cause.getMessage().startsWith("SRCFG");
    }
}
