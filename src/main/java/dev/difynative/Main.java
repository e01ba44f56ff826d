package dev.difynative;

import dev.difynative.cli.CommandLine;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins: commands that need no service are answered before Quarkus is loaded. */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String... args) { CommandLine.run(args); }
}
