package dev.difynative.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.difynative.apps.config.ModelConfig.FileUpload;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.error.FieldFault;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TinyImages;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class AttachedFilesTest {
    private static final FileUpload ANY = new FileUpload(true, List.of(), List.of(), List.of(), 3, "high");
    private static final FileUpload SOME = new FileUpload(true, List.of("image", "custom"), List.of(".PDF"),
            List.of("remote_url"), 3, "low");

    @Inject AttachedFiles attached;
    @Inject UploadFiles uploads;
    private UUID tenant;
    private UUID app;
    private final UUID user = UUID.randomUUID();

    @BeforeEach
    void workspace() {
        tenant = Rows.tenant();
        app = Rows.app(tenant);
    }

    @Test
    void anUploadedImageReachesTheModelWithItsBytes() {
        List<MessageFileRow> rows = check(ANY, local("image", upload("a.png", TinyImages.png()).toString()));
        assertEquals(List.of(new ContentPart.Image(
                "data:image/png;base64," + Base64.getEncoder().encodeToString(TinyImages.png()), "high")),
                attached.toContentParts(tenant, rows, "high"));
    }

    @Test
    void aRemoteImageReachesTheModelAsItsAddress() {
        List<MessageFileRow> rows = check(SOME, remote("image", "https://example.org/a.png?size=1"));
        assertEquals(List.of(new ContentPart.Image("https://example.org/a.png?size=1", "low")),
                attached.toContentParts(tenant, rows, "low"));
    }

    @Test
    void aDocumentIsKeptButNotShownAsAnImage() {
        List<MessageFileRow> rows = check(ANY, local("document", upload("a.txt", new byte[3]).toString()));
        assertEquals("document", rows.getFirst().type());
        assertTrue(attached.toContentParts(tenant, rows, "high").isEmpty());
    }

    @Test
    void anAppThatTakesNoFilesIgnoresThem() {
        FileUpload off = new FileUpload(false, List.of(), List.of(), List.of(), 3, "high");
        assertEquals(List.of(), check(off, remote("nonsense", "nonsense")));
    }

    @Test
    void noMoreFilesComeThanTheAppTakes() {
        AttachedFile[] four = Collections.nCopies(4, remote("image", "https://example.org/a.png")).toArray(AttachedFile[]::new);
        assertFault("files", "length", ANY, four);
    }

    @Test
    void aFileOfAnotherUserOrAppIsUnknown() {
        String id = upload("a.png", TinyImages.png()).toString();
        assertFault("files[0].upload_file_id", "exists", app, UUID.randomUUID(), local("image", id));
        assertFault("files[0].upload_file_id", "exists", Rows.app(tenant), user, local("image", id));
    }

    @Test
    void aDocumentCannotPassForAnImage() {
        assertFault("files[0].type", "mismatch", ANY, local("image", upload("a.txt", new byte[3]).toString()));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "picture, remote_url, https://example.org/a.png, files[0].type, enum",
            "-, remote_url, https://example.org/a.png, files[0].type, enum",
            "video, remote_url, https://example.org/a.mp4, files[0].type, enum",
            "image, ftp, https://example.org/a.png, files[0].transfer_method, enum",
            "image, local_file, -, files[0].transfer_method, enum",
            "image, remote_url, -, files[0].url, format",
            "image, remote_url, file:///etc/passwd, files[0].url, format",
            "image, remote_url, https:///a.png, files[0].url, format",
            "custom, remote_url, https://example.org/a.exe, files[0].type, extension"})
    void aFaultNamesTheFileAndTheRule(String type, String method, String url, String field, String rule) {
        assertFault(field, rule, SOME, new AttachedFile(type, method, url, null));
    }

    @Test
    void anExtensionIsAllowedWhateverItsCase() {
        assertEquals("custom", check(SOME, remote("custom", "https://example.org/a.pdf")).getFirst().type());
    }

    @Test
    void aMalformedFileIdIsUnknown() { assertFault("files[0].upload_file_id", "exists", ANY, local("image", "nonsense")); }

    private void assertFault(String field, String rule, FileUpload rules, AttachedFile... files) {
        assertFault(field, rule, assertThrows(Failure.class, () -> check(rules, files)));
    }

    private void assertFault(String field, String rule, UUID ofApp, UUID ofUser, AttachedFile file) {
        assertFault(field, rule, assertThrows(Failure.class, () -> attached.check(tenant, ofApp, ofUser, List.of(file), ANY)));
    }

    private static void assertFault(String field, String rule, Failure failure) {
        assertEquals(CommonError.INVALID_PARAM, failure.code());
        assertEquals(new FieldFault(field, rule), failure.details());
    }

    private List<MessageFileRow> check(FileUpload rules, AttachedFile... files) {
        return attached.check(tenant, app, user, List.of(files), rules);
    }

    private static AttachedFile remote(String type, String url) { return new AttachedFile(type, "remote_url", url, null); }

    private static AttachedFile local(String type, String id) { return new AttachedFile(type, "local_file", null, id); }

    private UUID upload(String name, byte[] content) {
        return uploads.store(new NewUpload(tenant, app, NewUpload.Uploader.endUser(user), name, "application/octet-stream"),
                new ByteArrayInputStream(content)).id();
    }
}
