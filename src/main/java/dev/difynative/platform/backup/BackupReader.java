package dev.difynative.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import dev.difynative.platform.database.SchemaMigration;

/**
 * Reads a backup back. It is read into a schema beside the one in use, brought to the schema of this build there, and then
 * takes the other's place in one transaction: whatever goes wrong before leaves the database as it was.
 */
public final class BackupReader {
    private final DataPlaces places;

    public BackupReader(DataPlaces places) { this.places = places; }

    /** {@code replace} says that data which is there already may be lost. */
    public Manifest restore(Path backup, boolean replace) {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            Manifest manifest = manifest(zip, backup);
            FileRestore files = new FileRestore(places, zip);
            checkTarget(replace);
            if (!replace) {
                files.refuseToReplace();
            }
            files.unpack();
            try (SchemaRestore schema = new SchemaRestore(places.database())) {
                schema.load(zip, manifest);
                schema.takePlace();
            }
            files.takePlace();
            return manifest;
        } catch (IOException | SQLException e) {
            throw new BackupException("The backup could not be read: " + e.getMessage(), e);
        }
    }

    private static Manifest manifest(ZipFile zip, Path backup) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.ENTRY);
        if (entry == null) {
            throw new BackupException(backup + " is not a backup of this service");
        }
        Manifest manifest;
        try (InputStream json = zip.getInputStream(entry)) {
            manifest = ManifestFormat.read(json);
        }
        List<Integer> unknown = SchemaMigration.compare(manifest.migrations()).unknown();
        if (manifest.format() > Manifest.FORMAT || !unknown.isEmpty()) {
            throw new BackupException("The backup was made by a newer version (" + manifest.service()
                    + "); restore it with that one or a later one");
        }
        return manifest;
    }

    private void checkTarget(boolean replace) throws SQLException {
        try (Connection connection = places.database().getConnection()) {
            Catalog catalog = new Catalog(connection, Catalog.currentSchema(connection));
            List<String> tables = catalog.tables();
            if (!tables.isEmpty() && !catalog.hasHistory()) {
                throw new BackupException("The database holds tables of something else (such as " + tables.getFirst()
                        + "); restore into a database of its own");
            }
            for (String table : tables) {
                if (!replace && !catalog.isEmpty(table)) {
                    throw new BackupException(
                            "The database is not empty (" + table + " has rows). --force replaces everything in it");
                }
            }
        }
    }
}
