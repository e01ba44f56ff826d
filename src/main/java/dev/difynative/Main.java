package dev.difynative;

import java.util.Locale;

import dev.difynative.cli.CommandLine;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins: commands that need no service are answered before Quarkus is loaded. */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String... args) {
        // Statements, addresses and messages have numbers in them, which some languages write with other digits.
        Locale.setDefault(Locale.ENGLISH);
        CommandLine.run(args);
    }
}
