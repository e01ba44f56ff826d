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

import dev.difynative.testsupport.TinyImages;

/**
 * As much of the console of a newer Dify as an import asks for: the session is in cookies, the password must come encoded, and
 * keys are listed in full. Its first answer to each list is that it is busy.
 */
final class NewerDify implements AutoCloseable {
    static final String KEY = "app-abcdefghijklmnopqrstuvwx";
    static final String DATASET_KEY = "dataset-abcdefghijklmnopqrstuvwx";
    static final String AGENT_KEY = "app-agentagentagentagentagen";
    static final String CONVERSATION = "0197b8a0-0000-7000-8000-0000000000c1";
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
                 {"id":"d2","name":"Elsewhere","provider":"external","permission":"all_team_members",
                  "external_knowledge_info":{"external_knowledge_id":"k-9","external_knowledge_api_id":"x1"},
                  "external_retrieval_model":{"top_k":3,"score_threshold":0.2,"score_threshold_enabled":true}},
                 {"id":"d3","name":"Old questions","provider":"vendor","permission":"only_me","indexing_technique":"high_quality",
                  "embedding_model_provider":"langgenius/openai/openai","embedding_model":"text-embedding-3-small"},
                 {"id":"d4","name":"Old families","provider":"vendor","permission":"only_me","indexing_technique":"high_quality",
                  "embedding_model_provider":"langgenius/openai/openai","embedding_model":"text-embedding-3-small"}],
                 "has_more":false}""".formatted(DATASET));
        answers.put("/datasets/external-knowledge-api", """
                {"data":[{"id":"x1","name":"Library","description":"","settings":{"endpoint":"%s/elsewhere","api_key":"library-key-1"}},
                 {"id":"x2","name":"Archive","settings":{"endpoint":"http://archive.example","api_key":"[__HIDDEN__]"}}],
                 "has_more":false}""".formatted(url()));
        fillDocuments();
        fillAgent();
        answers.put("/datasets/" + DATASET + "/documents", """
                {"data":[{"id":"doc-1","name":"notes","data_source_type":"upload_file","doc_form":"text_model","enabled":true,
                  "data_source_detail_dict":{"upload_file":{"name":"notes.txt","mime_type":"text/plain"}}}],"has_more":false}""");
        answers.put("/datasets/" + DATASET + "/documents/doc-1/segments", """
                {"data":[{"content":"Hedgehogs sleep in winter."},{"content":"Owls hunt at night."}],"has_more":false}""");
        answers.put("/datasets/api-keys", """
                {"data":[{"id":"k2","type":"dataset","token":"%s"}]}""".formatted(DATASET_KEY));
        answers.put("/apps", """
                {"data":[{"id":"a1","name":"Old flow","mode":"workflow","tags":[]},
                 {"id":"a2","name":"Old agent","mode":"agent-chat","tags":[]}],"has_more":false}""");
        answers.put("/apps/a1", "{\"enable_api\":true,\"enable_site\":true}");
        String graph = graph(DATASET);
        answers.put("/apps/a1/workflows/publish", "{\"id\":\"w1\",\"graph\":" + graph + "}");
        answers.put("/apps/a1/workflows/draft", "{\"graph\":" + graph + "}");
        String file = "{\"app\":{\"name\":\"Old flow\",\"mode\":\"workflow\"},\"kind\":\"app\",\"version\":\"0.6.0\",\"workflow\":{\"graph\":"
                + graph(ENCRYPTED) + ",\"features\":{}}}";
        answers.put("/apps/a1/export", "{\"data\":\"" + file.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
        answers.put("/apps/a1/api-keys", "{\"data\":[{\"id\":\"k1\",\"type\":\"app\",\"token\":\"" + KEY + "\"}]}");
    }

    /** Documents that are no files: of questions, and of parents with children that people have edited. */
    private void fillDocuments() {
        answers.put("/datasets/d3/metadata", """
                {"doc_metadata":[{"id":"m1","name":"author","type":"string","count":1},
                  {"id":"m2","name":"year","type":"number","count":1},{"id":"built-in","name":"uploader","type":"string"}],
                 "built_in_field_enabled":true}""");
        answers.put("/datasets/d3/documents", """
                {"data":[{"id":"doc-2","name":"questions.csv","data_source_type":"upload_file","doc_form":"qa_model","enabled":true,
                  "doc_metadata":[{"id":"m1","name":"author","type":"string","value":"Ann"},
                   {"id":"m2","name":"year","type":"number","value":1999},
                   {"id":"built-in","name":"uploader","type":"string","value":"Bob"}],
                  "data_source_detail_dict":{"upload_file":{"name":"questions.csv","mime_type":"text/csv"}}},
                 {"id":"doc-3","name":"older","data_source_type":"notion_import","doc_form":"qa_model","enabled":false}],
                 "has_more":false}""");
        answers.put("/datasets/d3/documents/doc-2/segments", """
                {"data":[{"content":"Who sleeps in winter?","answer":"Hedgehogs.","keywords":["winter"],"enabled":true,"hit_count":4},
                 {"content":"Who hunts at night?","answer":"Owls.","keywords":[],"enabled":false}],"has_more":false}""");
        answers.put("/datasets/d3/documents/doc-3/segments", """
                {"data":[{"content":"Who hunts at night?","answer":"Cats.","enabled":true}],"has_more":false}""");
        answers.put("/datasets/d4/documents", """
                {"data":[{"id":"doc-4","name":"site","data_source_type":"website_crawl","doc_form":"hierarchical_model",
                  "enabled":true}],"has_more":false}""");
        answers.put("/datasets/d4/documents/doc-4", """
                {"id":"doc-4","document_process_rule":{"mode":"hierarchical","rules":{"pre_processing_rules":[],
                  "parent_mode":"paragraph","segmentation":{"separator":"\\n\\n","max_tokens":1024},
                  "subchunk_segmentation":{"separator":"\\n","max_tokens":512}}}}""");
        answers.put("/datasets/d4/documents/doc-4/segments", """
                {"data":[{"content":"Hedgehogs sleep.\\nOwls hunt.","child_chunks":[{"content":"Hedgehogs sleep."},
                  {"content":"Owls hunt, as somebody added."}]}],"has_more":false}""");
    }

    /** An agent with a conversation in which it has worked, and in which files were sent. */
    private void fillAgent() {
        answers.put("/apps/a2", "{\"enable_api\":true,\"enable_site\":true}");
        String file = "{\"app\":{\"name\":\"Old agent\",\"mode\":\"agent-chat\"},\"kind\":\"app\",\"version\":\"0.6.0\","
                + "\"model_config\":{\"model\":{\"provider\":\"openai\",\"name\":\"gpt-4o-mini\",\"mode\":\"chat\","
                + "\"completion_params\":{}},\"agent_mode\":{\"enabled\":true,\"strategy\":\"function_call\",\"tools\":[]}}}";
        answers.put("/apps/a2/export", "{\"data\":\"" + file.replace("\"", "\\\"") + "\"}");
        answers.put("/apps/a2/api-keys", "{\"data\":[{\"id\":\"k3\",\"type\":\"app\",\"token\":\"" + AGENT_KEY + "\"}]}");
        answers.put("/apps/a2/annotations", "{\"data\":[],\"has_more\":false}");
        answers.put("/apps/a2/chat-conversations", """
                {"data":[{"id":"%s","name":"Sums","from_end_user_session_id":"u-7","inputs":{},"created_at":1700000000,
                  "updated_at":1700000060},{"id":"0197b8a0-0000-7000-8000-0000000000c2","name":"A test","inputs":{}}],
                 "has_more":false}""".formatted(CONVERSATION));
        answers.put("/apps/a2/chat-messages", """
                {"data":[{"id":"0197b8a0-0000-7000-8000-0000000000e1","query":"What is in it?","answer":"A cat.","inputs":{},
                  "status":"normal","created_at":1700000001,"message_tokens":5,"answer_tokens":3,
                  "agent_thoughts":[{"id":"t1","position":1,"thought":"I look.","tool":"look;count","tool_labels":{"look":{"en_US":"Look"}},
                    "tool_input":"{\\"look\\":{}}","observation":"{\\"look\\":\\"a cat\\"}","files":[],"created_at":1700000002}],
                  "message_files":[{"id":"f1","filename":"cat.png","type":"image","url":"/files/f1/file-preview?sign=s",
                     "mime_type":"image/png","transfer_method":"local_file","belongs_to":"user"},
                   {"id":"f2","filename":"dog.png","type":"image","url":"https://example.com/dog.png",
                     "transfer_method":"remote_url","belongs_to":"user"},
                   {"id":"f3","filename":"gone.png","type":"image","url":"/files/f3/file-preview","mime_type":"image/png",
                     "transfer_method":"tool_file","belongs_to":"assistant"}]}],"has_more":false}""");
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
        } else if (path.equals("/elsewhere/retrieval")) {
            boolean known = "Bearer library-key-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, known ? 200 : 403,
                    "{\"records\":[{\"content\":\"From elsewhere\",\"score\":0.9,\"title\":\"T\",\"metadata\":{}}]}");
        } else if (path.equals("/files/f1/file-preview")) {
            byte[] image = TinyImages.png();
            exchange.getResponseHeaders().add("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, image.length);
            exchange.getResponseBody().write(image);
            exchange.close();
        } else if (path.startsWith("/files/")) {
            answer(exchange, 404, "{\"code\":\"not_found\",\"message\":\"The file is gone\",\"status\":404}");
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
