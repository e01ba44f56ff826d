package dev.difynative;

import java.util.Locale;

import dev.difynative.cli.CommandLine;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins: commands that need no service are answered before Quarkus is loaded. */
@QuarkusMain
public final class Main {
    private static final String SOCKET_WATCHERS = "jdk.pollerMode";
    private static final String THREADS_OF_THE_SYSTEM = "1";

    Main() {}

    public static void main(String... args) {
        // Statements, addresses and messages have numbers in them, which some languages write with other digits.
        Locale.setDefault(Locale.ENGLISH);
        // Where virtual threads watch the sockets for the others, as the JDK has it on Linux, one may sleep on for good in a binary
        // (https://github.com/oracle/graal/issues/13787): see docs/adr/0011-how-the-binary-is-built.md.
        if (System.getProperty(SOCKET_WATCHERS) == null) {
            System.setProperty(SOCKET_WATCHERS, THREADS_OF_THE_SYSTEM);
        }
        CommandLine.run(args);
    }
}
