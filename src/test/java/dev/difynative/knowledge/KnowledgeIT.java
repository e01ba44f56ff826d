package dev.difynative.knowledge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.files.storage.S3Bucket;
import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/**
 * Documents become answers in the packaged service, jar or binary: a file of each format is uploaded, found by each method and
 * quoted. The files are kept in a bucket. What the readers of PDF, Word and the others load at run time may be missing from a native image.
 */
class KnowledgeIT {
    private static final Path FOLDER = Path.of("target", "knowledge").toAbsolutePath();
    private static final Path SAMPLES = Path.of("src", "test", "resources", "documents");
    private static final String ASKED = "Where do hedgehogs spend the winter?";

    private static final ModelServer MODELS = ModelServer.start();
    private static final S3Bucket BUCKET = new S3Bucket();
    private static ServiceProcess service;
    private static ServiceClient console;
    private static String dataset;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> environment = new HashMap<>(BUCKET.environment());
        // Numbers are written with digits of its own there, which neither statements nor addresses must have.
        environment.put("JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG");
        service = ServiceProcess.serve(Files.createDirectories(FOLDER.resolve("run-" + System.nanoTime())), environment);
        console = DemoWorkspace.create(service, MODELS).console(service);
        dataset = dataset("Animals");
        for (String name : new String[]{"animals.txt", "animals.md", "animals.pdf", "animals.html", "animals.docx", "animals.doc",
                "animals.pptx", "animals.ppt", "animals.xlsx", "animals.xls", "animals.csv", "animals.epub", "animals.eml",
                "animals.json", "animals.xml", "animals.vtt", "animals.properties"}) {
            upload(dataset, name, Files.readAllBytes(SAMPLES.resolve(name)));
        }
        awaitEnd(dataset);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        service.terminate();
        MODELS.close();
        BUCKET.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"txt", "md", "pdf", "html", "docx", "doc", "pptx", "ppt", "xlsx", "xls", "csv", "epub", "eml", "json",
            "xml", "vtt", "properties"})
    void aFileOfEachFormatIsReadAndFound(String extension) {
        JsonNode document = document("animals." + extension);
        assertEquals("completed", document.path("indexing_status").asText(), document.toString());
        JsonNode found = retrieve("""
                {"search_method":"full_text_search","top_k":5,"metadata_filtering_conditions":{"logical_operator":"and",
                 "conditions":[{"name":"document_name","comparison_operator":"is","value":"animals.%s"}]}}"""
                .formatted(extension));
        assertTrue(contents(found).contains("heap of leaves"), found.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"semantic_search", "full_text_search", "hybrid_search", "keyword_search"})
    void eachMethodFinds(String method) {
        JsonNode records = retrieve("{\"search_method\":\"%s\",\"top_k\":5}".formatted(method));
        assertTrue(contents(records).contains("heap of leaves"), records.toString());
        double last = 1;
        for (JsonNode record : records) {
            assertTrue(record.get("score").asDouble() <= last, records.toString());
            assertTrue(record.at("/tsne_position/x").isNumber(), records.toString());
            last = record.get("score").asDouble();
        }
    }

    @Test
    void filesAreKeptInTheBucketAndReadFromThere() throws Exception {
        assertTrue(BUCKET.size() >= 17, "Files in the bucket: " + BUCKET.size());
        String kept = dataset("Kept");
        byte[] content = Files.readAllBytes(SAMPLES.resolve("animals.docx"));
        upload(kept, "animals.docx", content);
        awaitEnd(kept);
        String id = console.get("/console/api/datasets/" + kept + "/documents").expect(200).json().at("/data/0/id").asText();
        String link = console.get("/console/api/datasets/" + kept + "/documents/" + id + "/download").expect(200).json()
                .path("url").asText();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(service.url()).resolve(link)).build();
            assertArrayEquals(content, http.send(request, BodyHandlers.ofByteArray()).body());
        }
    }

    @Test
    void whatIsAskedInAHitTestIsLogged() {
        console.post("/console/api/datasets/" + dataset + "/hit-testing", "{\"query\":\"logged question\"}").expect(200);
        Eventually.isTrue("the question is in the log", () -> console
                .get("/console/api/datasets/" + dataset + "/queries").expect(200).response().body().contains("logged question"));
    }

    @Test
    void anAnswerNamesWhereItIsFrom() {
        String app = console.post("/console/api/apps", "{\"name\":\"Keeper\",\"mode\":\"chat\"}").expect(201).json().path("id")
                .asText();
        console.post("/console/api/apps/" + app + "/model-config", """
                {"model":{"provider":"openai","name":"gpt-4o-mini","mode":"chat","completion_params":{}},"pre_prompt":"",
                 "dataset_configs":{"retrieval_model":"multiple","top_k":3,"reranking_enable":false,
                  "datasets":{"datasets":[{"dataset":{"enabled":true,"id":"%s"}}]}}}""".formatted(dataset)).expect(200);
        String key = console.post("/console/api/apps/" + app + "/api-keys", "{}").expect(201).json().path("token").asText();
        JsonNode answer = new ServiceClient(service.url()).as(key).post("/v1/chat-messages", """
                {"inputs":{},"query":"%s","response_mode":"blocking","user":"u"}""".formatted(ASKED)).expect(200).json();
        JsonNode resources = answer.at("/metadata/retriever_resources");
        assertEquals(3, resources.size(), answer.toString());
        assertTrue(resources.at("/0/document_name").asText().startsWith("animals."), answer.toString());
        assertTrue(resources.at("/0/end_offset").asInt() > resources.at("/0/start_offset").asInt(), answer.toString());
        assertTrue(MODELS.asked().stream().anyMatch(asked -> asked.body().contains("heap of leaves")), MODELS.asked().toString());
        JsonNode related = console.get("/console/api/datasets/" + dataset + "/related-apps").expect(200).json();
        assertEquals("Keeper", related.at("/data/0/name").asText(), related.toString());
    }

    @Test
    void faultyFilesEndInAnErrorThatSaysWhatIsWrong() throws IOException {
        String faulty = dataset("Faulty");
        byte[] pdf = Files.readAllBytes(SAMPLES.resolve("animals.pdf"));
        byte[] doc = Files.readAllBytes(SAMPLES.resolve("animals.doc"));
        upload(faulty, "cut.doc", java.util.Arrays.copyOf(doc, 700));
        upload(faulty, "cut.docx", java.util.Arrays.copyOf(Files.readAllBytes(SAMPLES.resolve("animals.docx")), 900));
        upload(faulty, "named.docx", pdf);
        upload(faulty, "named.pdf", doc);
        upload(faulty, "blank.txt", " \n ".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        upload(faulty, "locked.pdf", Files.readAllBytes(SAMPLES.resolve("locked.pdf")));
        awaitEnd(faulty);
        JsonNode failed = console.get("/console/api/datasets/" + faulty + "/error-docs").expect(200).json();
        assertEquals(6, failed.path("total").asInt(), failed.toString());
        String said = String.join("\n", failed.findValuesAsText("error"));
        assertTrue(said.contains("'named.docx' is named as Word document (docx) but contains a PDF")
                && said.contains("'named.pdf' is named as PDF but contains a Word 97 document (doc)")
                && said.contains("'cut.doc' is damaged") && said.contains("'cut.docx' is damaged")
                && said.contains("'locked.pdf' is encrypted") && said.contains("'blank.txt' contains no text"), said);
    }

    private static String dataset(String name) { return console.post("/console/api/datasets", """
                {"name":"%s","indexing_technique":"high_quality","permission":"only_me","embedding_model_provider":"builtin",
                 "embedding_model":"builtin-hash-embedding"}""".formatted(name)).expect(201).json().path("id").asText(); }

    private static void upload(String dataset, String name, byte[] content) {
        console.upload("/console/api/datasets/" + dataset + "/document/create_by_file", name, content, Map.of()).expect(200);
    }

    private static void awaitEnd(String dataset) {
        // Files of many formats, whose readers are all loaded first.
        Eventually.isTrue(Duration.ofMinutes(5), "no document is under way", () -> {
            for (JsonNode document : console.get("/console/api/datasets/" + dataset + "/documents?limit=100").expect(200).json()
                    .path("data")) {
                String status = document.path("indexing_status").asText();
                if (!status.equals("completed") && !status.equals("error")) {
                    return false;
                }
            }
            return true;
        });
    }

    private static JsonNode document(String name) {
        for (JsonNode document : console.get("/console/api/datasets/" + dataset + "/documents?limit=100&keyword=" + name)
                .expect(200).json().path("data")) {
            if (document.path("name").asText().equals(name)) {
                return document;
            }
        }
        throw new AssertionError("No document " + name);
    }

    private static JsonNode retrieve(String model) { return console.post("/console/api/datasets/" + dataset + "/retrieve", """
                {"query":"%s","retrieval_model":%s}""".formatted(ASKED, model)).expect(200).json().path("records"); }

    private static String contents(JsonNode records) {
        StringBuilder all = new StringBuilder();
        records.forEach(record -> all.append(record.at("/segment/content").asText()).append('\n'));
        return all.toString();
    }
}
