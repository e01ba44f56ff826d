package dev.difynative.platform.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import dev.difynative.platform.build.BuildInfo;
import dev.difynative.platform.database.SchemaMigration;

/** Writes everything the service keeps into one file, as it was at one moment, while the service may go on running. */
public final class BackupWriter {
    private final DataPlaces places;
    private final Clock clock;

    public BackupWriter(DataPlaces places, Clock clock) {
        this.places = places;
        this.clock = clock;
    }

    /** The file appears when it is complete; only its owner can read it, since it holds the key to all credentials. */
    public Manifest write(Path target) {
        if (Files.exists(target)) {
            throw new BackupException(target + " exists already; a backup is not written over another file");
        }
        try {
            Path folder = target.toAbsolutePath().getParent();
            Path unfinished = Files.createTempFile(folder, ".backup-", "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Manifest manifest = writeInto(unfinished);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
                return manifest;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException | SQLException e) {
            throw new BackupException("The backup could not be written: " + e.getMessage(), e);
        }
    }

    private Manifest writeInto(Path file) throws IOException, SQLException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
                Connection connection = places.database().getConnection()) {
            // One snapshot for all tables.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Catalog catalog = new Catalog(connection, Catalog.currentSchema(connection));
            if (!catalog.hasHistory()) {
                throw new BackupException("There is nothing to back up: this database has never been used by the service");
            }
            List<Integer> migrations = List.copyOf(SchemaMigration.applied(connection));
            Map<String, Long> sequences = catalog.sequences();
            List<Manifest.Table> tables = writeTables(zip, catalog, connection.unwrap(PGConnection.class).getCopyAPI());
            // After the rows, so that no row lacks its file unless the file was deleted meanwhile.
            long files = writeFiles(zip);
            boolean key = writeSecretKey(zip);
            Manifest manifest = new Manifest(Manifest.FORMAT, BuildInfo.version(), clock.instant(), migrations, tables,
                    sequences, files, key);
            zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
            zip.write(ManifestFormat.write(manifest));
            zip.closeEntry();
            return manifest;
        }
    }

    private static List<Manifest.Table> writeTables(ZipOutputStream zip, Catalog catalog, CopyManager copy)
            throws IOException, SQLException {
        List<Manifest.Table> tables = new ArrayList<>();
        for (String name : catalog.tables()) {
            List<String> columns = catalog.columns(name);
            zip.putNextEntry(new ZipEntry(Manifest.entryOf(name)));
            long rows = copy.copyOut("COPY (SELECT " + columns.stream().map(Catalog::quoted).collect(Collectors.joining(", "))
                    + " FROM " + catalog.qualified(name) + ") TO STDOUT", zip);
            zip.closeEntry();
            tables.add(new Manifest.Table(name, columns, rows));
        }
        return tables;
    }

    private long writeFiles(ZipOutputStream zip) throws IOException {
        if (!Files.isDirectory(places.files())) {
            return 0;
        }
        long count = 0;
        try (Stream<Path> all = Files.walk(places.files())) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String name = places.files().relativize(file).toString();
                zip.putNextEntry(new ZipEntry(Manifest.FILES + name));
                Files.copy(file, zip);
                zip.closeEntry();
                count++;
            }
        }
        return count;
    }

    private boolean writeSecretKey(ZipOutputStream zip) throws IOException {
        if (!Files.exists(places.secretKey())) {
            return false;
        }
        zip.putNextEntry(new ZipEntry(Manifest.SECRET_KEY));
        Files.copy(places.secretKey(), zip);
        zip.closeEntry();
        return true;
    }
}
