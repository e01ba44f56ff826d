package dev.difynative.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * As much of the console of a newer Dify as an import asks for: the session is in cookies, the password must come encoded, and
 * keys are listed in full. Its first answer to each list is that it is busy.
 */
final class NewerDify implements AutoCloseable {
    static final String KEY = "app-abcdefghijklmnopqrstuvwx";
    static final String DATASET_KEY = "dataset-abcdefghijklmnopqrstuvwx";
    static final String PASSWORD = "an-old-Password-1";
    private static final String COOKIES = "access_token=at-1; __Host-csrf_token=cs-1; refresh_token=rt-1";
    private static final String ENCRYPTED = "dGhpcyBpcyBub3QgYW4gaWQ=";
    private static final String DATASET = "0197b8a0-0000-7000-8000-0000000000d1";

    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final AtomicInteger busy = new AtomicInteger(2);
    private final List<String> refused = new CopyOnWriteArrayList<>();

    NewerDify() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        fill();
        server.createContext("/", this::handle);
        server.start();
    }

    String url() { return "http://127.0.0.1:" + server.getAddress().getPort(); }

    /** Calls that no session allowed. */
    List<String> refused() { return refused; }

    @Override
    public void close() { server.stop(0); }

    private void fill() {
        answers.put("/tags", "[]");
        answers.put("/datasets", """
                {"data":[{"id":"%s","name":"Old knowledge","description":"","provider":"vendor","permission":"partial_members",
                  "indexing_technique":"economy","tags":[]},
                 {"id":"d2","name":"Elsewhere","provider":"external"}],"has_more":false}""".formatted(DATASET));
        answers.put("/datasets/" + DATASET + "/documents", """
                {"data":[{"id":"doc-1","name":"notes","data_source_type":"upload_file","doc_form":"text_model","enabled":true,
                  "data_source_detail_dict":{"upload_file":{"name":"notes.txt","mime_type":"text/plain"}}}],"has_more":false}""");
        answers.put("/datasets/" + DATASET + "/documents/doc-1/segments", """
                {"data":[{"content":"Hedgehogs sleep in winter."},{"content":"Owls hunt at night."}],"has_more":false}""");
        answers.put("/datasets/api-keys", """
                {"data":[{"id":"k2","type":"dataset","token":"%s"}]}""".formatted(DATASET_KEY));
        answers.put("/apps", """
                {"data":[{"id":"a1","name":"Old flow","mode":"workflow","tags":[]}],"has_more":false}""");
        answers.put("/apps/a1", "{\"enable_api\":true,\"enable_site\":true}");
        String graph = graph(DATASET);
        answers.put("/apps/a1/workflows/publish", "{\"id\":\"w1\",\"graph\":" + graph + "}");
        answers.put("/apps/a1/workflows/draft", "{\"graph\":" + graph + "}");
        String file = "{\"app\":{\"name\":\"Old flow\",\"mode\":\"workflow\"},\"kind\":\"app\",\"version\":\"0.6.0\",\"workflow\":{\"graph\":"
                + graph(ENCRYPTED) + ",\"features\":{}}}";
        answers.put("/apps/a1/export", "{\"data\":\"" + file.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
        answers.put("/apps/a1/api-keys", "{\"data\":[{\"id\":\"k1\",\"type\":\"app\",\"token\":\"" + KEY + "\"}]}");
    }

    private static String graph(String dataset) { return """
                {"nodes":[{"id":"s","data":{"type":"start","title":"S","variables":[{"variable":"q","label":"q","type":"text-input","required":true}]}},\
                {"id":"k","data":{"type":"knowledge-retrieval","title":"K","dataset_ids":["%s"],"query_variable_selector":["s","q"],\
                "retrieval_mode":"multiple","multiple_retrieval_config":{"top_k":1,"reranking_enable":false}}},\
                {"id":"e","data":{"type":"end","title":"E","outputs":[{"variable":"found","value_selector":["k","result"]}]}}],\
                "edges":[{"id":"1","source":"s","target":"k"},{"id":"2","source":"k","target":"e"}]}"""
            .formatted(dataset); }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/console/api", "");
        if (path.equals("/login")) {
            logIn(exchange);
        } else if (!COOKIES.equals(exchange.getRequestHeaders().getFirst("Cookie"))
                || !"cs-1".equals(exchange.getRequestHeaders().getFirst("X-CSRF-Token"))) {
            refused.add(path);
            answer(exchange, 401, "{\"code\":\"unauthorized\",\"message\":\"CSRF token is missing or invalid.\",\"status\":401}");
        } else if (busy.getAndDecrement() > 0) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            answer(exchange, 429, "{\"code\":\"rate_limit_exceeded\",\"message\":\"Later\",\"status\":429}");
        } else if (answers.containsKey(path)) {
            answer(exchange, 200, answers.get(path));
        } else {
            answer(exchange, 404, "{\"code\":\"not_found\",\"message\":\"Not here\",\"status\":404}");
        }
    }

    private static void logIn(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8));
        if (body.contains("\"" + encoded + "\"")) {
            for (String cookie : COOKIES.split("; ")) {
                exchange.getResponseHeaders().add("Set-Cookie", cookie + "; HttpOnly; Path=/; SameSite=Lax");
            }
            answer(exchange, 200, "{\"result\":\"success\"}");
        } else {
            answer(exchange, 401,
                    "{\"code\":\"authentication_failed\",\"message\":\"Invalid email or password.\",\"status\":401}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
