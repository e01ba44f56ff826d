package dev.difynative.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.difynative.importer.ImportSettings;

/** Brings over what a running Dify has, or a folder of exported apps; the service may be running meanwhile. */
final class ImportDifyCommand {
    private static final String PASSWORD = "DIFY_IMPORT_PASSWORD";

    private ImportDifyCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(1, "--email", "--password-file", "--account", "--workspace", "--documents", "--report", "--dry-run");
        String from = arguments.operand("the address of a Dify service, or a folder of exported apps");
        boolean service = from.startsWith("http://") || from.startsWith("https://");
        Path folder = service ? null : Path.of(from);
        if (!service && !Files.isDirectory(folder)) {
            throw new UsageException(from + " is neither an http address nor a folder");
        }
        String email = arguments.option("--email").orElse(null);
        if (service && email == null) {
            throw new UsageException("import-dify needs --email, that of an administrator of " + from);
        }
        String account = arguments.option("--account").orElse(email);
        if (account == null) {
            throw new UsageException("import-dify needs --account, whose workspace here everything goes to");
        }
        String documents = arguments.option("--documents").orElse("files");
        if (!documents.equals("files") && !documents.equals("segments")) {
            throw new UsageException("--documents is files or segments");
        }
        ImportSettings settings = new ImportSettings(service ? from : null, folder, email, service ? password(arguments) : null,
                account, arguments.option("--workspace").orElse(null), arguments.has("--dry-run"), documents.equals("segments"),
                arguments.option("--report").map(Path::of).orElse(null));
        CommandDatabase.openExisting();
        return QuarkusCommand.run(DifyImportRun.class, DifyImportRun.words(settings));
    }

    /** Never from the command line, where others could read it. */
    private static String password(Arguments arguments) {
        if (arguments.option("--password-file").isPresent()) {
            try {
                return Files.readString(Path.of(arguments.option("--password-file").get())).strip();
            } catch (IOException unreadable) {
                throw new CommandFailure("The password cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }
        String variable = System.getenv(PASSWORD);
        if (variable != null && !variable.isEmpty()) {
            return variable;
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", arguments.option("--email").orElse(""));
        if (typed == null || typed.length == 0) {
            throw new UsageException(
                    "The password is asked for on a terminal; elsewhere set " + PASSWORD + " or give --password-file");
        }
        return new String(typed);
    }
}
