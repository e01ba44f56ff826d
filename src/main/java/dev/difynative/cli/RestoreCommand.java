package dev.difynative.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import javax.sql.DataSource;

import dev.difynative.platform.backup.BackupException;
import dev.difynative.platform.backup.BackupReader;
import dev.difynative.platform.backup.Manifest;
import dev.difynative.platform.instance.InstanceRegistry;

/** Reads a backup into the database of this configuration; no service may run on it meanwhile. */
final class RestoreCommand {

    private RestoreCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(1, "--force");
        Path backup = Path.of(arguments.operand("the file to read"));
        if (!Files.isReadable(backup)) {
            throw new CommandFailure("There is no readable file " + backup);
        }
        try {
            DataSource database = CommandDatabase.openExclusively();
            if (!CommandDatabase.isEmbedded() && InstanceRegistry.anyAlive(database)) {
                throw new CommandFailure(
                        "A service runs on this database, or was killed less than 30 seconds ago. Stop it first");
            }
            Manifest manifest = new BackupReader(CommandDatabase.places(database)).restore(backup, arguments.has("--force"));
            System.out.printf("Restored %s of %s: %d tables, %d rows, %d uploaded files%n", backup, manifest.createdAt(),
                    manifest.tables().size(), manifest.tables().stream().mapToLong(Manifest.Table::rows).sum(),
                    manifest.files());
            return 0;
        } catch (BackupException | SQLException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
