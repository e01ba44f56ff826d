package dev.difynative.cli;

import java.util.List;

import dev.difynative.platform.build.BuildInfo;
import dev.difynative.platform.database.DatabaseException;

/** Finds the command that is meant and runs it. Exit codes: 0 done, 1 failed, 2 not understood. */
public final class CommandLine {
    private static final String HELP = """
            Usage: dify-native [COMMAND] [-Dname=value ...]

            Commands:
              serve                    Run the service (the default).
              health [--url URL]       Exit with 0 when the service is ready, with 1 when it is not.
              migrate                  Bring the database to the schema of this version and check it.
              backup FILE              Write database, uploaded files and the key that seals credentials into FILE.
                                       The service may go on running. Keep FILE secret: it opens every credential.
              restore FILE [--force]   Read a backup into an empty database; --force replaces what is there.
              reset-password --email EMAIL [--password PASSWORD]
                                       Set a new password (a generated one is printed) and sign the account out.
              import-dify URL|FOLDER   Bring over apps, API keys, datasets, annotations, tags and conversations from a
                                       running Dify, or apps from a folder of exported files. A run that was cut off is
                                       gone on with; nothing is made twice.
                --email EMAIL          Who signs in there (an administrator). The password is asked for, or read from
                                       DIFY_IMPORT_PASSWORD or --password-file FILE.
                --account EMAIL        Whose workspace here it goes to (that of --email by default); --workspace NAME|ID
                                       where there are several.
                --documents files|segments   Take documents as files (the default) or as they were cut.
                --dry-run              Only say what would be taken.
                --report FILE          Write the report as JSON too.
              --version, --help

            Without QUARKUS_DATASOURCE_JDBC_URL (and _USERNAME, _PASSWORD) a PostgreSQL of its own runs in the data
            folder: DIFY_DATA_DIR, ./data by default. QUARKUS_HTTP_PORT and QUARKUS_HTTP_HOST say where to listen
            (0.0.0.0:5001).""";

    private CommandLine() {}

    public static void run(String... args) {
        int exitCode;
        try {
            exitCode = run(Arguments.parse(List.of(args)));
        } catch (UsageException e) {
            System.err.println(e.getMessage() + "\nTry: dify-native --help");
            exitCode = 2;
        } catch (CommandFailure | DatabaseException e) {
            System.err.println(e.getMessage());
            exitCode = 1;
        }
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(Arguments arguments) {
        return switch (arguments.command()) {
            case "serve" -> ServeCommand.run(arguments);
            case "health" -> HealthCommand.run(arguments);
            case "migrate" -> MigrateCommand.run(arguments);
            case "backup" -> BackupCommand.run(arguments);
            case "restore" -> RestoreCommand.run(arguments);
            case "import-dify" -> ImportDifyCommand.run(arguments);
            case "reset-password" -> ResetPasswordCommand.run(arguments);
            case "version", "--version", "-v" -> say("dify-native " + BuildInfo.version());
            case "help", "--help", "-h" -> say(HELP);
            default -> throw new UsageException("Unknown command: " + arguments.command());
        };
    }

    private static int say(String text) {
        System.out.println(text);
        return 0;
    }
}
