package dev.difynative.cli;

import java.net.BindException;
import java.net.UnknownHostException;

import dev.difynative.platform.crypto.SealedValueException;
import dev.difynative.platform.database.DatabaseException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

/**
 * Tells on the error stream why Quarkus could not be started, or broke off. Quarkus itself is silent as soon as somebody asks
 * for the exit code.
 */
final class FailedStart {

    private static final String HOST = "quarkus.http.host";
    private static final String PORT = "quarkus.http.port";
    /** In the words of Vert.x. */
    private static final String PORT_TOO_LARGE = "port must be <= 65535";

    private FailedStart() {}

    /** What the administrator can mend is told in a sentence; the rest is a fault of this program, and told with its trace. */
    static void tell(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                System.err.println(sentence);
                return;
            }
        }
        System.err.println("It broke off, which is a fault of this program:");
        failure.printStackTrace();
    }

    /** Null for what is not known to be the administrator's to mend. */
    private static String sentence(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        String host = Settings.find(HOST).orElse("0.0.0.0");
        String port = Settings.find(PORT).orElse("5001");
        return switch (cause) {
            // macOS writes "Can't".
            case BindException elsewhere when said.contains("assign requested address") ->
                "QUARKUS_HTTP_HOST is " + host
                        + ", which is no address of this machine: set it to one that is, or to 0.0.0.0 for all";
            case BindException forbidden when said.contains("Permission denied") ->
                "Port " + port + " may not be opened by this user: set QUARKUS_HTTP_PORT to another port";
            case BindException taken ->
                "Port " + port + " is in use by another process: end that one, or set QUARKUS_HTTP_PORT to another port";
            case UnknownHostException nowhere when said.contains(host) ->
                "QUARKUS_HTTP_HOST is " + host
                        + ", a name that has no address: set it to an address of this machine, or to 0.0.0.0 for all";
            case IllegalArgumentException outOfRange when said.equals(PORT_TOO_LARGE) ->
                "QUARKUS_HTTP_PORT is " + port + ", and no port is above 65535: set it to another one";
            case SealedValueException sealed -> said;
            case DatabaseException database -> said;
            default -> isOfConfiguration(cause) ? said : null;
        };
    }

    /** SmallRye Config tells a value that cannot be converted by IllegalArgumentException, with the setting's name and a code. */
    private static boolean isOfConfiguration(Throwable cause) {
        return cause instanceof ConfigurationException || cause instanceof ConfigValidationException
                || cause instanceof IllegalArgumentException && cause.getMessage() != null
                        && cause.getMessage().startsWith("SRCFG");
    }
}
