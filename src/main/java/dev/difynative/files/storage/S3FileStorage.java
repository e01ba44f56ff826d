package dev.difynative.files.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.net.Target;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * Keeps files in a bucket. Large ones are sent and fetched in parts, so that none is ever held whole; a file appears under its
 * name only when all of it is there.
 */
final class S3FileStorage implements FileStorage {
    private static final Logger LOG = Logger.getLogger(S3FileStorage.class);
    /** No part but the last may be smaller than 5 MB. */
    static final int PART = 8 << 20;
    private static final int TRIES = 4;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");
    private static final byte[] NOTHING = {};

    private final OutboundClient outbound;
    private final Clock clock;
    private final S3Signer signer;
    private final OutboundRequest.Options options;
    private final String origin;
    private final String host;
    private final String root;

    S3FileStorage(StorageConfig.S3 config, OutboundClient outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
        String bucket = required(config.bucket(), "bucket");
        signer = new S3Signer(config.region(), required(config.accessKey(), "access-key"),
                required(config.secretKey(), "secret-key"));
        Target endpoint = Target.parse(required(config.endpoint(), "endpoint"));
        boolean usualPort = endpoint.port() == (endpoint.secure() ? 443 : 80);
        host = (config.pathStyle() ? "" : bucket + ".") + endpoint.host() + (usualPort ? "" : ":" + endpoint.port());
        origin = (endpoint.secure() ? "https://" : "http://") + host;
        root = endpoint.path().replaceFirst("/+$", "") + (config.pathStyle() ? "/" + S3Signer.encoded(bucket, false) : "") + "/"
                + S3Signer.encoded(config.prefix().orElse(""), true);
        options = new OutboundRequest.Options(config.timeout(), PART + (1 << 20), 0);
    }

    private static String required(Optional<String> value, String name) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException("dify.storage.s3." + name + " is not set"));
    }

    @Override
    public void write(String key, InputStream content) throws IOException {
        byte[] first = content.readNBytes(PART);
        if (first.length < PART) {
            expect(call(HttpMethod.PUT, key, Map.of(), first, null), key, 200);
            return;
        }
        String upload = begin(key);
        try {
            finish(key, upload, parts(key, upload, first, content));
        } catch (IOException | RuntimeException failed) {
            giveUp(key, upload);
            throw failed;
        }
    }

    private String begin(String key) throws IOException {
        OutboundResponse answer = expect(call(HttpMethod.POST, key, Map.of("uploads", ""), NOTHING, null), key, 200);
        Matcher id = UPLOAD_ID.matcher(answer.text());
        if (!id.find()) {
            throw new IOException("The storage began no upload of " + key);
        }
        return id.group(1);
    }

    private List<String> parts(String key, String upload, byte[] first, InputStream content) throws IOException {
        List<String> tags = new ArrayList<>();
        for (byte[] part = first; part.length > 0; part = content.readNBytes(PART)) {
            OutboundResponse answer = expect(call(HttpMethod.PUT, key,
                    Map.of("partNumber", String.valueOf(tags.size() + 1), "uploadId", upload), part, null), key, 200);
            tags.add(String.valueOf(answer.headers().get("etag")));
        }
        return tags;
    }

    private void finish(String key, String upload, List<String> tags) throws IOException {
        StringBuilder list = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.size(); i++) {
            list.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>")
                    .append(tags.get(i).replace("\"", "&quot;")).append("</ETag></Part>");
        }
        byte[] body = list.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
        OutboundResponse answer = expect(call(HttpMethod.POST, key, Map.of("uploadId", upload), body, null), key, 200);
        // This one call may answer 200 and fail nevertheless.
        if (answer.text().contains("<Error>")) {
            throw new IOException("The storage did not complete the upload of " + key + ": " + answer.text());
        }
    }

    private void giveUp(String key, String upload) {
        try {
            expect(call(HttpMethod.DELETE, key, Map.of("uploadId", upload), NOTHING, null), key, 204);
        } catch (IOException left) {
            LOG.warnf("Parts of %s are left in the storage: %s", key, left.getMessage());
        }
    }

    @Override
    public InputStream open(String key, long offset) throws IOException {
        long size = size(key);
        return new InputStream() {
            private long next = offset;
            private byte[] part = NOTHING;
            private int at;

            @Override
            public int read() throws IOException { return fill() ? part[at++] & 0xFF : -1; }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!fill()) {
                    return -1;
                }
                int count = Math.min(length, part.length - at);
                System.arraycopy(part, at, buffer, from, count);
                at += count;
                return count;
            }

            private boolean fill() throws IOException {
                if (at == part.length && next < size) {
                    part = range(key, next, Math.min(size, next + PART));
                    next += part.length;
                    at = 0;
                }
                return at < part.length;
            }
        };
    }

    private byte[] range(String key, long from, long to) throws IOException {
        byte[] part = expect(call(HttpMethod.GET, key, Map.of(), NOTHING, "bytes=" + from + "-" + (to - 1)), key, 206).body()
                .getBytes();
        if (part.length != to - from) {
            throw new IOException("The storage gave " + part.length + " bytes of " + key + " in place of " + (to - from));
        }
        return part;
    }

    @Override
    public long size(String key) throws IOException {
        OutboundResponse head = expect(call(HttpMethod.HEAD, key, Map.of(), NOTHING, null), key, 200);
        return Long.parseLong(head.headers().get("content-length"));
    }

    @Override
    public void delete(String key) throws IOException {
        OutboundResponse answer = call(HttpMethod.DELETE, key, Map.of(), NOTHING, null);
        if (answer.status() != 404) {
            expect(answer, key, 204);
        }
    }

    private static OutboundResponse expect(OutboundResponse answer, String key, int status) throws IOException {
        if (answer.status() == status || answer.status() == 200 && status != 206) {
            return answer;
        }
        if (answer.status() == 404) {
            throw new FileNotFoundException(key);
        }
        throw new IOException("The storage answered " + answer.status() + " for " + key + ": " + answer.text());
    }

    /** Tried again while the storage is busy or away; every call here may be made twice. */
    private OutboundResponse call(HttpMethod method, String key, Map<String, String> query, byte[] body, String range)
            throws IOException {
        for (int tries = 1;; tries++) {
            try {
                OutboundResponse answer = send(method, key, query, body, range);
                if (answer.status() < 500 && answer.status() != 429 || tries == TRIES) {
                    return answer;
                }
            } catch (Failure unreachable) {
                if (tries == TRIES) {
                    throw new IOException("The storage cannot be reached: " + unreachable.getMessage(), unreachable);
                }
            }
            pause(FIRST_PAUSE_MILLIS << tries);
        }
    }

    private OutboundResponse send(HttpMethod method, String key, Map<String, String> query, byte[] body, String range) {
        String path = root + S3Signer.encoded(key, true);
        String parameters = S3Signer.query(query);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .addAll(signer.sign(method.name(), host, path, query, body, clock.instant()));
        if (range != null) {
            headers.set("range", range);
        }
        boolean sends = method == HttpMethod.PUT || method == HttpMethod.POST;
        return outbound.sendAndWait(new OutboundRequest(OutboundPolicy.ADMIN, method,
                Target.parse(origin + path + (parameters.isEmpty() ? "" : "?" + parameters)), headers,
                sends ? Buffer.buffer(body) : null, options));
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }
}
