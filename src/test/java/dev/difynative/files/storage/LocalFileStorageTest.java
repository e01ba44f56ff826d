package dev.difynative.files.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.platform.error.Failure;

class LocalFileStorageTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    @TempDir Path folder;
    private LocalFileStorage storage;

    @BeforeEach
    void open() { storage = new LocalFileStorage(folder, Clock.systemUTC()); }

    @Test
    void whatIsWrittenIsReadBackFromAnyOffset() throws IOException {
        storage.write("upload/t1/ab/f1", new ByteArrayInputStream(HELLO));
        try (InputStream end = storage.open("upload/t1/ab/f1", 3)) {
            assertArrayEquals("lo".getBytes(StandardCharsets.UTF_8), end.readAllBytes());
        }
        assertEquals(5, storage.size("upload/t1/ab/f1"));
    }

    @Test
    void aWriteThatBreaksOffLeavesNothing() throws IOException {
        InputStream breaking = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (--left < 0) {
                    throw new IOException("gone");
                }
                return 'x';
            }
        };
        assertThrows(IOException.class, () -> storage.write("upload/t1/ab/f1", breaking));
        assertEquals(List.of(), files());
    }

    @Test
    void whereThereCanBeNoFolderAFileIsRefusedAndNotLost() throws IOException {
        Path noFolder = Files.writeString(folder.resolve("occupied"), "");
        LocalFileStorage nowhere = new LocalFileStorage(noFolder, Clock.systemUTC());
        Failure refused = assertThrows(Failure.class, () -> nowhere.write("upload/t1/ab/f1", new ByteArrayInputStream(HELLO)));
        assertEquals(503, refused.code().wire().status());
    }

    @Test
    void deletingWhatIsNotThereIsNoFault() throws IOException {
        storage.write("f1", new ByteArrayInputStream(HELLO));
        storage.delete("f1");
        storage.delete("f1");
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.key", "/etc/passwd", "a//b", "a/../b", "", "a/", "A"})
    void aKeyThatCouldLeaveTheFolderIsRefused(String key) {
        assertThrows(IllegalArgumentException.class, () -> storage.open(key, 0));
    }

    @Test
    void whatADeadProcessLeftBehindIsRemoved() throws IOException {
        Path abandoned = leftover("old", Duration.ofDays(2));
        Path underway = leftover("new", Duration.ofMinutes(5));
        storage.write("f1", new ByteArrayInputStream(HELLO));
        assertEquals(false, Files.exists(abandoned));
        assertEquals(true, Files.exists(underway));
    }

    private Path leftover(String name, Duration age) throws IOException {
        Path file = Files.createDirectories(folder.resolve("files/incoming")).resolve(name);
        Files.writeString(file, "x");
        return Files.setLastModifiedTime(file, FileTime.from(Clock.systemUTC().instant().minus(age)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
