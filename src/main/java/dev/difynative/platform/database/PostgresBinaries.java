package dev.difynative.platform.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import dev.difynative.platform.build.BuildInfo;

/** The PostgreSQL programs of this platform, unpacked once from the archive that travels with the service. */
final class PostgresBinaries {

    /** What a shell does not take literally between double quotes. */
    private static final Pattern MEANT_FOR_A_SHELL = Pattern.compile("[$`\"\\\\\\n]");

    private PostgresBinaries() {}

    /** Refuses a folder from which a cluster cannot be set up: initdb hands the path of the programs to a shell, in double quotes. */
    static void checkName(Path parent) throws IOException {
        Path real = Files.createDirectories(parent).toRealPath();
        if (MEANT_FOR_A_SHELL.matcher(real.toString()).find()) {
            throw new DatabaseException("The embedded PostgreSQL cannot be set up in " + real
                    + ", because no $, `, \", \\ or line break may be in the path. Set DIFY_DATA_DIR to another folder.");
        }
    }

    /** The folder of this version below {@code parent}; it appears whole or not at all. */
    static Path unpackInto(Path parent) throws IOException {
        Path home = parent.resolve(BuildInfo.postgresVersion());
        if (Files.isDirectory(home)) {
            return home;
        }
        try (InputStream archive = open(archiveName())) {
            Files.createDirectories(parent);
            FileTrees.deleteAll(parent, ".unpack-");
            Path unfinished = Files.createTempDirectory(parent, ".unpack-");
            unpack(archive, unfinished);
            // The owner of the files may be another user than the one that runs them.
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            moveInto(home, unfinished);
        }
        return home;
    }

    static String archiveName() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : os;
        String cpu = switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> arch;
        };
        return "postgres-" + system + "-" + cpu + ".txz";
    }

    private static InputStream open(String archive) {
        InputStream found = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (found == null) {
            throw new DatabaseException("No PostgreSQL for this platform travels with the service (" + archive
                    + "). Set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL of your own.");
        }
        return found;
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive leaves its folder: " + entry.getName());
                }
                unpack(tar, entry, file);
            }
        }
    }

    private static void unpack(InputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void moveInto(Path home, Path unfinished) throws IOException {
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was faster: its copy is as good.
            FileTrees.delete(unfinished);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }
}
