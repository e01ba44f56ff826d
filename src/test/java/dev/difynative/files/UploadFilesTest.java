package dev.difynative.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Failure;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TinyImages;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class UploadFilesTest {
    private static final byte[] PNG = TinyImages.png();
    @Inject UploadFiles uploads;
    @ConfigProperty(name = "dify.data-dir") Path dataDir;
    private UUID tenant;
    private UUID app;
    private final UUID user = UUID.randomUUID();

    @BeforeEach
    void workspace() {
        tenant = Rows.tenant();
        app = Rows.app(tenant);
    }

    @Test
    void aStoredFileIsFoundAndRead() throws IOException {
        FileView view = store("notes.txt", "text/plain; charset=utf-8", "hello".getBytes(StandardCharsets.UTF_8));
        assertEquals(5, view.size());
        assertEquals("text/plain", view.mimeType());
        assertEquals(user, view.createdBy());
        StoredFile file = uploads.findAll(tenant, List.of(view.id())).getFirst();
        assertEquals("data:text/plain;base64,aGVsbG8=", uploads.readAsDataUrl(file, 100));
        try (InputStream content = uploads.open(file, 1)) {
            assertArrayEquals("ello".getBytes(StandardCharsets.UTF_8), content.readAllBytes());
        }
    }

    @Test
    void aFileOfAnotherWorkspaceIsNotFound() {
        FileView view = store("notes.txt", "text/plain", new byte[3]);
        assertTrue(uploads.findAll(Rows.tenant(), List.of(view.id())).isEmpty());
    }

    @Test
    void anImageGetsTheMediaTypeThatItHas() { assertEquals("image/png", store("photo.jpg", "text/html", PNG).mimeType()); }

    @Test
    void whatIsCalledAnImageMustBeOne() {
        assertEquals(FileError.UNSUPPORTED_FILE_TYPE,
                faultOf("photo.png", "image/png", "<script>".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileNeedsAMediaType() {
        assertEquals(FileError.UNSUPPORTED_FILE_TYPE, faultOf("a.txt", null, new byte[1]));
        assertEquals(FileError.UNSUPPORTED_FILE_TYPE, faultOf("a.txt", "nonsense", new byte[1]));
    }

    @Test
    void anEmptyFileIsAFile() { assertEquals(0, store("empty.txt", "text/plain", new byte[0]).size()); }

    @Test
    void anImageOverItsLimitIsRefusedAndLeavesNothing() throws IOException {
        byte[] large = new byte[15 * 1024 * 1024 + 1];
        System.arraycopy(PNG, 0, large, 0, PNG.length);
        long before = countFiles();
        assertEquals(FileError.FILE_TOO_LARGE, faultOf("large.png", "image/png", large));
        assertEquals(before, countFiles());
    }

    @Test
    void aFileOfAWorkspaceThatIsGoneLeavesNothing() throws IOException {
        long before = countFiles();
        tenant = UUID.randomUUID();
        assertThrows(RuntimeException.class, () -> store("a.txt", "text/plain", new byte[1]));
        assertEquals(before, countFiles());
    }

    @Test
    void aDataUrlIsRefusedWhenTheFileIsTooLarge() {
        FileView view = store("photo.png", "image/png", PNG);
        StoredFile file = uploads.findAll(tenant, List.of(view.id())).getFirst();
        assertThrows(Failure.class, () -> uploads.readAsDataUrl(file, PNG.length - 1));
        assertEquals("data:image/png;base64," + Base64.getEncoder().encodeToString(PNG),
                uploads.readAsDataUrl(file, PNG.length));
    }

    @Test
    void theFilesOfADeletedAppAreGone() throws IOException {
        long before = countFiles();
        FileView view = store("notes.txt", "text/plain", new byte[3]);
        uploads.deleteOfApp(tenant, app);
        assertTrue(uploads.findAll(tenant, List.of(view.id())).isEmpty());
        assertEquals(before, countFiles());
    }

    private FileView store(String name, String mimeType, byte[] content) {
        return uploads.store(new NewUpload(tenant, app, NewUpload.Uploader.endUser(user), name, mimeType),
                new ByteArrayInputStream(content));
    }

    private ErrorCode faultOf(String name, String mimeType, byte[] content) {
        return assertThrows(Failure.class, () -> store(name, mimeType, content)).code();
    }

    private long countFiles() throws IOException {
        try (Stream<Path> all = Files.walk(dataDir.resolve("files"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
