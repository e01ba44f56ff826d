package dev.difynative.cli;

import java.nio.file.Path;
import java.time.Clock;

import dev.difynative.platform.backup.BackupException;
import dev.difynative.platform.backup.BackupWriter;
import dev.difynative.platform.backup.Manifest;

/** Writes a backup, beside a running service or without one. */
final class BackupCommand {

    private BackupCommand() {}

    static int run(Arguments arguments) {
        arguments.allow(1);
        Path target = Path.of(arguments.operand("the file to write"));
        try {
            Manifest manifest = new BackupWriter(CommandDatabase.places(CommandDatabase.openExisting()), Clock.systemUTC())
                    .write(target);
            System.out.printf("Wrote %s: %d tables, %d rows, %d uploaded files%s%n", target, manifest.tables().size(),
                    manifest.tables().stream().mapToLong(Manifest.Table::rows).sum(), manifest.files(),
                    manifest.secretKey() ? ", and the key to all credentials: keep it secret" : "");
            return 0;
        } catch (BackupException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
