package dev.difynative.files.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.difynative.platform.net.OutboundClients;
import dev.difynative.testsupport.Configs;
import io.vertx.core.Vertx;

class S3FileStorageTest {
    private final Vertx vertx = Vertx.vertx();
    private final S3Bucket bucket = new S3Bucket();

    @AfterEach
    void stop() {
        bucket.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theSignatureIsThatOfAmazonsOwnExample() {
        // docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "GET Bucket Lifecycle".
        S3Signer signer = new S3Signer("us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        Map<String, String> headers = signer.sign("GET", "examplebucket.s3.amazonaws.com", "/", Map.of("lifecycle", ""),
                new byte[0], Instant.parse("2013-05-24T00:00:00Z"));
        assertTrue(headers.get("authorization")
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"), headers.toString());
    }

    @Test
    void whatIsWrittenIsReadAgainFromAnyPlace() throws IOException {
        FileStorage storage = storage("secret");
        storage.write("upload/a/b", new ByteArrayInputStream("hedgehog".getBytes()));
        assertEquals(8, storage.size("upload/a/b"));
        try (InputStream rest = storage.open("upload/a/b", 5)) {
            assertEquals("hog", new String(rest.readAllBytes()));
        }
        storage.delete("upload/a/b");
        storage.delete("upload/a/b");
        assertThrows(IOException.class, () -> storage.open("upload/a/b", 0));
    }

    @Test
    void aLargeFileGoesInPartsAndIsTheSame() throws IOException {
        byte[] content = new byte[2 * S3FileStorage.PART + 12_345];
        new Random(1).nextBytes(content);
        FileStorage storage = storage("secret");
        storage.write("large", new ByteArrayInputStream(content));
        try (InputStream all = storage.open("large", 0)) {
            assertArrayEquals(content, all.readAllBytes());
        }
        assertTrue(bucket.parts.isEmpty());
    }

    @Test
    void ofAnUploadThatBreaksOffNothingIsLeft() throws IOException {
        InputStream breaking = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ > S3FileStorage.PART) {
                    throw new IOException("gone");
                }
                return 1;
            }
        };
        assertThrows(IOException.class, () -> storage("secret").write("large", breaking));
        assertTrue(bucket.objects.isEmpty() && bucket.parts.isEmpty());
    }

    @Test
    void aWrongKeyIsRefused() {
        IOException refused = assertThrows(IOException.class,
                () -> storage("other").write("a", new ByteArrayInputStream(new byte[1])));
        assertTrue(refused.getMessage().contains("403"), refused.getMessage());
    }

    @Test
    void aBusyStorageIsAskedAgain() throws IOException {
        bucket.busy = 2;
        FileStorage storage = storage("secret");
        storage.write("a", new ByteArrayInputStream(new byte[3]));
        assertEquals(3, storage.size("a"));
    }

    private FileStorage storage(String secretKey) {
        StorageConfig config = Configs.of(StorageConfig.class, Map.of("dify.storage.kind", "s3", "dify.storage.s3.endpoint",
                bucket.url(), "dify.storage.s3.bucket", "files",
                "dify.storage.s3.access-key", "key", "dify.storage.s3.secret-key", secretKey, "dify.storage.s3.prefix", "a b/"));
        return new S3FileStorage(config.s3(), OutboundClients.with(vertx, Map.of()), Clock.systemUTC());
    }
}
