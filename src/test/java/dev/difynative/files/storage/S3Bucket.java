package dev.difynative.files.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A stand-in for S3 that keeps objects in memory and refuses what is not signed with the right key. */
public final class S3Bucket implements AutoCloseable {
    private static final String SECRET = "secret";

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final Map<String, Map<Integer, byte[]>> parts = new ConcurrentHashMap<>();
    /** How many requests are refused for now. */
    volatile int busy;
    private final AtomicInteger uploads = new AtomicInteger();
    private final HttpServer server;

    public S3Bucket() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** What a service is to be told so that it keeps its files here. */
    public Map<String, String> environment() {
        return Map.of("DIFY_STORAGE_KIND", "s3", "DIFY_STORAGE_S3_ENDPOINT", url(), "DIFY_STORAGE_S3_BUCKET", "files",
                "DIFY_STORAGE_S3_ACCESS_KEY", "key", "DIFY_STORAGE_S3_SECRET_KEY", SECRET, "DIFY_STORAGE_S3_PREFIX", "a b/");
    }

    /** How many files are kept. */
    public int size() { return objects.size(); }

    String url() { return "http://127.0.0.1:" + server.getAddress().getPort(); }

    @Override
    public void close() { server.stop(0); }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        if (busy > 0) {
            busy--;
            answer(exchange, 503, new byte[0]);
        } else if (!signed(exchange, query, body)) {
            answer(exchange, 403, "<Error/>".getBytes());
        } else {
            serve(exchange, query, body);
        }
    }

    private static boolean signed(HttpExchange exchange, Map<String, String> query, byte[] body) {
        String time = exchange.getRequestHeaders().getFirst("x-amz-date");
        Instant signedAt = Instant.from(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC).parse(time));
        return new S3Signer("us-east-1", "key", SECRET).sign(exchange.getRequestMethod(),
                exchange.getRequestHeaders().getFirst("host"), exchange.getRequestURI().getRawPath(), query, body, signedAt)
                .get("authorization").equals(exchange.getRequestHeaders().getFirst("authorization"));
    }

    private void serve(HttpExchange exchange, Map<String, String> query, byte[] body) throws IOException {
        String key = exchange.getRequestURI().getRawPath();
        assertTrue(key.startsWith("/files/a%20b/"), key);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                if (query.containsKey("uploadId")) {
                    parts.get(query.get("uploadId")).put(Integer.parseInt(query.get("partNumber")), body);
                    exchange.getResponseHeaders().set("ETag", "\"" + query.get("partNumber") + "\"");
                } else {
                    objects.put(key, body);
                }
                answer(exchange, 200, new byte[0]);
            }
            case "POST" -> {
                if (query.containsKey("uploads")) {
                    String upload = "up-" + uploads.incrementAndGet();
                    parts.put(upload, new TreeMap<>());
                    answer(exchange, 200, ("<X><UploadId>" + upload + "</UploadId></X>").getBytes());
                } else {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    StringBuilder list = new StringBuilder();
                    parts.remove(query.get("uploadId")).forEach((number, part) -> {
                        all.writeBytes(part);
                        list.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>&quot;").append(number)
                                .append("&quot;</ETag></Part>");
                    });
                    assertTrue(new String(body).contains(list), new String(body));
                    objects.put(key, all.toByteArray());
                    answer(exchange, 200, "<Done/>".getBytes());
                }
            }
            case "DELETE" -> {
                if (query.containsKey("uploadId")) {
                    parts.remove(query.get("uploadId"));
                } else {
                    objects.remove(key);
                }
                answer(exchange, 204, new byte[0]);
            }
            default -> give(exchange, objects.get(key));
        }
    }

    private static void give(HttpExchange exchange, byte[] object) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("range");
        if (object == null) {
            answer(exchange, 404, new byte[0]);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("content-length", String.valueOf(object.length));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        } else {
            String[] ends = range.substring("bytes=".length()).split("-");
            answer(exchange, 206,
                    Arrays.copyOfRange(object, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1));
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
