package dev.difynative.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoNoteTest {
    @TempDir Path dataDir;

    @Test
    void whatWasWrittenIsReadAgainByItsOwnerOnly() throws IOException {
        DemoNote note = new DemoNote(dataDir.resolve("data"));
        assertTrue(note.read().isEmpty());
        DemoNote.Access access = note.write(new DemoNote.Access("demo@example.com", "a=b c", "app-1"));
        assertEquals(access, note.read().orElseThrow());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(note.file())));
    }
}
