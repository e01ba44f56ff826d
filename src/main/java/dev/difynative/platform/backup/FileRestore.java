package dev.difynative.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The uploaded files and the secret key of a backup, unpacked beside the present ones until they take their place. */
final class FileRestore {
    private final DataPlaces places;
    private final ZipFile zip;
    private final Path unpacked;

    FileRestore(DataPlaces places, ZipFile zip) {
        this.places = places;
        this.zip = zip;
        this.unpacked = places.files().resolveSibling(".restore");
    }

    void refuseToReplace() throws IOException {
        if (Files.isDirectory(places.files())) {
            try (Stream<Path> files = Files.walk(places.files())) {
                if (files.anyMatch(Files::isRegularFile)) {
                    throw new BackupException(places.files() + " is not empty. --force replaces everything in it");
                }
            }
        }
        ZipEntry key = zip.getEntry(Manifest.SECRET_KEY);
        if (key != null && Files.exists(places.secretKey())) {
            try (InputStream theirs = zip.getInputStream(key)) {
                if (!Arrays.equals(theirs.readAllBytes(), Files.readAllBytes(places.secretKey()))) {
                    throw new BackupException(
                            places.secretKey() + " differs from the key of the backup. --force replaces it");
                }
            }
        }
    }

    void unpack() throws IOException {
        delete(unpacked);
        Files.createDirectories(unpacked.resolve("files"));
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            if (entry.getName().startsWith(Manifest.FILES) || entry.getName().equals(Manifest.SECRET_KEY)) {
                unpack(entry);
            }
        }
    }

    void takePlace() throws IOException {
        delete(places.files());
        Files.move(unpacked.resolve("files"), places.files(), StandardCopyOption.ATOMIC_MOVE);
        Path key = unpacked.resolve(Manifest.SECRET_KEY);
        if (Files.exists(key)) {
            Files.move(key, places.secretKey(), StandardCopyOption.ATOMIC_MOVE);
        }
        delete(unpacked);
    }

    private void unpack(ZipEntry entry) throws IOException {
        Path file = unpacked.resolve(entry.getName()).normalize();
        if (!file.startsWith(unpacked)) {
            throw new BackupException("The backup has a file outside its folder: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
        }
        if (entry.getName().equals(Manifest.SECRET_KEY)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
