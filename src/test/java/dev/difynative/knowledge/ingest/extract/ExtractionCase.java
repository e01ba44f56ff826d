package dev.difynative.knowledge.ingest.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.io.TempDir;

import dev.difynative.platform.error.Failure;

/** What tests of extraction have in common: they write a file and look at its text. */
abstract class ExtractionCase {
    final TextExtraction extraction = new TextExtraction();
    @TempDir Path folder;

    Failure assertFailure(ExtractError code, String name, byte[] content) {
        Failure failure = assertThrows(Failure.class, () -> text(name, content));
        assertEquals(code, failure.code(), failure.getMessage());
        return failure;
    }

    String text(String name, String content) throws IOException { return text(name, content.getBytes(StandardCharsets.UTF_8)); }

    String text(String name, byte[] content) throws IOException {
        StringBuilder text = new StringBuilder();
        extraction.extract(file(name, content), text::append);
        return text.toString();
    }

    SourceFile file(String name, byte[] content) throws IOException {
        return new SourceFile(Files.write(folder.resolve("source"), content), name);
    }

    interface Writing {
        void write(OutputStream out) throws IOException;
    }

    static byte[] bytes(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.write(bytes);
        return bytes.toByteArray();
    }

    static byte[] zip(String... namesAndContents) throws IOException {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < namesAndContents.length; i += 2) {
                    zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                    zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }
}
