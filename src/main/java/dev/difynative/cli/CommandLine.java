package dev.difynative.cli;

import dev.difynative.platform.build.BuildInfo;
import dev.difynative.platform.database.DatabaseException;

/** Finds the command that is meant and runs it. */
public final class CommandLine {

    private CommandLine() {}

    public static void run(String... args) {
        String command = args.length == 0 ? "serve" : args[0];
        try {
            switch (command) {
                case "serve" -> ServeCommand.run();
                case "--version", "-v", "version" -> System.out.println("dify-native " + BuildInfo.version());
                default -> {
                    System.err.println("Unknown command: " + command);
                    System.exit(2);
                }
            }
        } catch (DatabaseException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
