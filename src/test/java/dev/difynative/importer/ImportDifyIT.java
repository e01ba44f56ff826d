package dev.difynative.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;
import dev.difynative.testsupport.TinyImages;
import io.restassured.RestAssured;

/** A workspace moves from one running service to another, and from a newer Dify. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImportDifyIT {
    private static final Path FOLDER = Path.of("target", "import-dify").toAbsolutePath();
    private static final int APPS = 5;
    private static final String PNG = "cat.png";
    private static ModelServer models;
    private static ServiceProcess source;
    private static ServiceProcess target;
    private static ServiceClient there;
    private static ServiceClient here;
    private static Path folder;
    private static String conversation;
    private static String talk;
    private static String newKey;

    @BeforeAll
    static void start() throws IOException {
        Path run = FOLDER.resolve("run-" + System.nanoTime());
        models = ModelServer.start();
        models.reply("/chat/completions", ModelReply.saying("An ", "answer"));
        source = ServiceProcess.serve(Files.createDirectories(run.resolve("source")), Map.of());
        folder = Files.createDirectories(run.resolve("target"));
        target = ServiceProcess.serve(folder, Map.of());
        DemoWorkspace old = DemoWorkspace.create(source, models);
        there = old.console(source);
        here = DemoWorkspace.create(target, models).console(target);
        fill(old);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        source.terminate();
        target.terminate();
        models.close();
    }

    @Test
    @Order(1)
    void aDryRunChangesNothing() throws IOException {
        ServiceProcess.Outcome outcome = importing("--dry-run", "--report", "dry.json");
        assertTrue(outcome.output().contains("nothing was changed"), outcome.output());
        assertEquals(APPS, report("dry.json").at("/counts/app/taken").asInt());
        assertEquals(0, apps().get("total").asInt());
    }

    @Test
    @Order(2)
    void anImportThatIsKilledIsGoneOnWith() throws IOException, InterruptedException {
        for (String place : List.of("document 1/1", "app 2/" + APPS)) {
            try (ServiceProcess killed = ServiceProcess.begin(folder, password(), "import-dify", source.url(), "--email",
                    "owner@example.com")) {
                Eventually.isTrue(Duration.ofMinutes(2), place + " is under way",
                        () -> killed.output().contains(place) || !killed.isAlive());
                killed.kill();
            }
        }
        ServiceProcess.Outcome outcome = importing("--report", "first.json");
        assertEquals(3, outcome.exitCode(), outcome.output());
        JsonNode apps = report("first.json").at("/counts/app");
        assertEquals(APPS, apps.get("taken").asInt() + apps.get("before").asInt(), outcome.output());
        assertEquals(APPS, apps().get("total").asInt());
        assertFalse(outcome.output().contains("correct horse"), "the password is told nobody");
    }

    @Test
    @Order(3)
    void whatWasTakenWorks() {
        JsonNode chat = named(apps(), "Old chat");
        assertEquals("animals", chat.at("/tags/0/name").asText(), chat.toString());
        newKey = here.post("/console/api/apps/" + chat.get("id").asText() + "/api-keys", "{}").expect(201).json().get("token")
                .asText();
        ServiceClient caller = new ServiceClient(target.url()).as(newKey);
        JsonNode messages = caller.get("/v1/messages?user=u-1&conversation_id=" + conversation).expect(200).json().get("data");
        assertEquals("An answer", messages.at("/0/answer").asText());
        assertEquals("like", messages.at("/0/feedback/rating").asText());
        assertEquals(PNG, messages.at("/0/message_files/0/filename").asText(), messages.toString());
        fetch(newKey, messages.at("/0/message_files/0/url").asText());
        JsonNode next = caller.post("/v1/chat-messages", """
                {"query":"And then?","user":"u-1","inputs":{},"conversation_id":"%s"}""".formatted(conversation)).expect(200)
                .json();
        assertEquals(conversation, next.get("conversation_id").asText());
        assertEquals("Nobody", caller.get("/v1/apps/annotations").expect(200).json().at("/data/0/answer").asText());

        JsonNode flow = named(apps(), "Old flow");
        String key = here.post("/console/api/apps/" + flow.get("id").asText() + "/api-keys", "{}").expect(201).json()
                .get("token").asText();
        JsonNode result = new ServiceClient(target.url()).as(key).post("/v1/workflows/run", """
                {"inputs":{"q":"x"},"user":"u"}""").expect(200).json();
        assertEquals("succeeded", result.at("/data/status").asText(), result.toString());
    }

    @Test
    @Order(3)
    void aChatflowGoesOnWithTheValuesOfItsVariables() {
        String key = here.post("/console/api/apps/" + named(apps(), "Old chatflow").get("id").asText() + "/api-keys", "{}")
                .expect(201).json().get("token").asText();
        ServiceClient caller = new ServiceClient(target.url()).as(key);
        JsonNode variables = caller.get("/v1/conversations/" + talk + "/variables?user=u-2").expect(200).json().get("data");
        assertEquals("coffee", variables.at("/0/value").asText(), variables.toString());
        caller.post("/v1/chat-messages", """
                {"query":"And then?","user":"u-2","inputs":{},"conversation_id":"%s"}""".formatted(talk)).expect(200);
        assertTrue(models.lastAsked().body().contains("Talk about coffee"), models.lastAsked().body());
    }

    @Test
    @Order(3)
    void documentsAreIndexedByTheRunningService() {
        JsonNode dataset = here.get("/console/api/datasets?limit=100").expect(200).json().at("/data/0");
        assertEquals("Old animals", dataset.get("name").asText());
        String documents = "/console/api/datasets/" + dataset.get("id").asText() + "/documents";
        Eventually.isTrue(Duration.ofMinutes(2), "the document is indexed", () -> here.get(documents).json()
                .at("/data/0/indexing_status").asText().equals("completed"));
        assertEquals("hedgehogs.md", here.get(documents).json().at("/data/0/name").asText());
    }

    @Test
    @Order(4)
    void aSecondRunMakesNothingTwice() throws IOException {
        ServiceProcess.Outcome outcome = importing("--report", "second.json");
        JsonNode report = report("second.json");
        for (String kind : List.of("tag", "dataset", "document", "app", "publication", "draft", "annotation", "conversation")) {
            assertEquals(0, report.at("/counts/" + kind + "/taken").asInt(), kind + ": " + outcome.output());
            assertTrue(report.at("/counts/" + kind + "/before").asInt() > 0, kind + ": " + outcome.output());
        }
        assertEquals(APPS, apps().get("total").asInt());
        assertTrue(outcome.output().contains("shows its keys masked"), outcome.output());
    }

    @Test
    @Order(5)
    void aNewerDifyGivesItsKeysToo() throws IOException {
        try (NewerDify dify = new NewerDify()) {
            ServiceProcess.Outcome outcome = ServiceProcess.run(folder, Map.of("DIFY_IMPORT_PASSWORD", NewerDify.PASSWORD),
                    "import-dify", dify.url() + "/signin", "--email", "admin@old.example", "--account", "owner@example.com",
                    "--report", "newer.json");
            assertEquals(3, outcome.exitCode(), outcome.output());
            assertEquals(List.of(), dify.refused());
            assertTrue(outcome.output().contains("connect http://archive.example here"), outcome.output());
            assertTrue(outcome.output().contains("a file of this message was not to be had"), outcome.output());
            JsonNode elsewhere = named(datasets().get("/v1/datasets?limit=100").json(), "Elsewhere");
            assertEquals("From elsewhere", datasets().post("/v1/datasets/" + elsewhere.get("id").asText() + "/retrieve", """
                    {"query":"owls"}""").expect(200).json().at("/records/0/content").asText());
        }
        assertEquals(3, report("newer.json").at("/counts/key/taken").asInt());
        ServiceClient datasets = datasets();
        String dataset = named(datasets.get("/v1/datasets?limit=100").expect(200).json(), "Old knowledge").get("id").asText();
        Eventually.isTrue(Duration.ofMinutes(2), "the document is indexed", () -> datasets
                .get("/v1/datasets/" + dataset + "/documents").json().at("/data/0/indexing_status").asText().equals("completed"));
        String document = datasets.get("/v1/datasets/" + dataset + "/documents").json().at("/data/0/id").asText();
        JsonNode segments = datasets.get("/v1/datasets/" + dataset + "/documents/" + document + "/segments").json().get("data");
        assertEquals(List.of("Hedgehogs sleep in winter.", "Owls hunt at night."), segments.findValuesAsText("content"));

        JsonNode result = new ServiceClient(target.url()).as(NewerDify.KEY).post("/v1/workflows/run", """
                {"inputs":{"q":"owls"},"user":"u"}""").expect(200).json();
        assertEquals("Owls hunt at night.", result.at("/data/outputs/found/0/content").asText(), result.toString());
    }

    @Test
    @Order(6)
    void segmentsComeAsTheyAreWithWhatDescribesTheirDocuments() {
        String questions = datasetNamed("Old questions");
        JsonNode documents = documents(questions, 2);
        JsonNode document = "questions.csv".equals(documents.at("/0/name").asText()) ? documents.get(0) : documents.get(1);
        JsonNode other = document == documents.get(0) ? documents.get(1) : documents.get(0);
        assertEquals("disabled", other.get("display_status").asText());
        JsonNode segments = datasets()
                .get("/v1/datasets/" + questions + "/documents/" + document.get("id").asText() + "/segments")
                .json().get("data");
        assertEquals("Hedgehogs.", segments.at("/0/answer").asText(), segments.toString());
        assertEquals("winter", segments.at("/0/keywords/0").asText());
        assertFalse(segments.at("/1/enabled").asBoolean());
        assertEquals(List.of("Ann", "1999"), document.get("doc_metadata").findValuesAsText("value").subList(0, 2));
        JsonNode found = datasets().post("/v1/datasets/" + questions + "/retrieve", """
                {"query":"Who hunts at night?"}""").expect(200).json().get("records");
        assertEquals(List.of("Hedgehogs."), found.findValuesAsText("answer"), found.toString());

        String families = datasetNamed("Old families");
        JsonNode parent = datasets().get("/v1/datasets/" + families + "/documents/" + documents(families, 1).at("/0/id").asText()
                + "/segments").json().at("/data/0");
        assertEquals("Hedgehogs sleep.\nOwls hunt.", parent.get("content").asText());
        assertEquals(List.of("Hedgehogs sleep.", "Owls hunt, as somebody added."),
                parent.get("child_chunks").findValuesAsText("content"));
    }

    @Test
    @Order(6)
    void whatAnAgentDidAndWhichFilesItWasSentIsShown() {
        ServiceClient agent = new ServiceClient(target.url()).as(NewerDify.AGENT_KEY);
        JsonNode message = agent.get("/v1/messages?user=u-7&conversation_id=" + NewerDify.CONVERSATION).expect(200).json()
                .at("/data/0");
        assertEquals("look;count", message.at("/agent_thoughts/0/tool").asText(), message.toString());
        assertEquals("Look", message.at("/agent_thoughts/0/tool_labels/look/en_US").asText());
        assertEquals(List.of(PNG, "dog.png"), message.get("message_files").findValuesAsText("filename"));
        fetch(NewerDify.AGENT_KEY, message.at("/message_files/0/url").asText());
        assertEquals("https://example.com/dog.png", message.at("/message_files/1/url").asText());
    }

    @Test
    @Order(7)
    void aFolderOfFilesIsTaken() throws IOException {
        Path files = Files.createDirectories(folder.resolve("exports"));
        String id = named(apps(), "Old chat").get("id").asText();
        Files.writeString(files.resolve("chat.yml"),
                here.get("/console/api/apps/" + id + "/export").expect(200).json().get("data").asText());
        int before = apps().get("total").asInt();
        for (int run = 0; run < 2; run++) {
            ServiceProcess.Outcome outcome = ServiceProcess.run(folder, Map.of(), "import-dify", "exports", "--account",
                    "owner@example.com");
            assertEquals(0, outcome.exitCode(), outcome.output());
            assertEquals(before + 1, apps().get("total").asInt());
        }
    }

    @Test
    @Order(8)
    void whatIsWrongIsSaid() {
        ServiceProcess.Outcome wrong = ServiceProcess.run(folder, Map.of("DIFY_IMPORT_PASSWORD", "wrong"), "import-dify",
                source.url(), "--email", "owner@example.com");
        assertEquals(1, wrong.exitCode(), wrong.output());
        assertTrue(wrong.output().contains("Could not sign in"), wrong.output());
        assertEquals(2, ServiceProcess.run(folder, Map.of(), "import-dify", source.url()).exitCode());
        assertEquals(2, ServiceProcess.run(folder, Map.of(), "import-dify", "nowhere").exitCode());
    }

    private static void fill(DemoWorkspace old) throws IOException {
        DemoWorkspace.ChatApp chat = old.chatApp("Old chat");
        old.chatApp("Old chat 2");
        old.chatApp("Old chat 3");
        ServiceClient caller = new ServiceClient(source.url()).as(chat.key());
        there.post("/console/api/apps/" + chat.id() + "/model-config", """
                {"model":{"provider":"openai","name":"gpt-4o-mini","mode":"chat","completion_params":{}},
                 "file_upload":{"enabled":true,"image":{"enabled":true,"number_limits":3,"transfer_methods":["local_file"]}}}""")
                .expect(200);
        JsonNode answer = caller
                .post("/v1/chat-messages",
                        """
                {"query":"What is a hedgehog?","user":"u-1","inputs":{},
                 "files":[{"type":"image","transfer_method":"local_file","upload_file_id":"%s"}]}"""
                                .formatted(upload(chat.key())))
                .expect(200).json();
        conversation = answer.get("conversation_id").asText();
        caller.post("/v1/messages/" + answer.get("message_id").asText() + "/feedbacks", """
                {"rating":"like","user":"u-1"}""").expect(200);
        caller.post("/v1/apps/annotations", """
                {"question":"Who is it?","answer":"Nobody"}""").expect(201);
        String tag = there.post("/console/api/tags", """
                {"name":"animals","type":"app"}""").expect(200).json().get("id").asText();
        there.post("/console/api/tag-bindings", """
                {"tag_ids":["%s"],"target_id":"%s","type":"app"}""".formatted(tag, chat.id())).expect(200);

        String key = there.post("/console/api/datasets/api-keys", "{}").expect(201).json().get("token").asText();
        ServiceClient knowledge = new ServiceClient(source.url()).as(key);
        String dataset = knowledge.post("/v1/datasets", """
                {"name":"Old animals","indexing_technique":"economy"}""").expect(200).json().get("id").asText();
        knowledge
                .post("/v1/datasets/" + dataset + "/document/create-by-text",
                        """
                {"name":"hedgehogs.md","text":"Hedgehogs sleep.","indexing_technique":"economy","process_rule":{"mode":"automatic"}}""")
                .expect(200);

        fillChatflow();
        String flow = there.post("/console/api/apps", """
                {"name":"Old flow","mode":"workflow"}""").expect(201).json().get("id").asText();
        there.post("/console/api/apps/" + flow + "/workflows/draft", """
                {"graph":{"nodes":[
                  {"id":"s","data":{"type":"start","title":"S","variables":[{"variable":"q","label":"q","type":"text-input"}]}},
                  {"id":"k","data":{"type":"knowledge-retrieval","title":"K","dataset_ids":["%s"],"query_variable_selector":["s","q"],
                   "retrieval_mode":"multiple","multiple_retrieval_config":{"top_k":1,"reranking_enable":false}}},
                  {"id":"e","data":{"type":"end","title":"E","outputs":[{"variable":"found","value_selector":["k","result"]}]}}],
                 "edges":[{"id":"1","source":"s","target":"k"},{"id":"2","source":"k","target":"e"}]},"features":{}}"""
                .formatted(dataset)).expect(200);
        there.post("/console/api/apps/" + flow + "/workflows/publish", "{}").expect(200);
    }

    private static void fillChatflow() throws IOException {
        String id = "/console/api/apps/" + there.post("/console/api/apps", """
                {"name":"Old chatflow","mode":"advanced-chat"}""").expect(201).json().get("id").asText();
        there.post(id + "/workflows/draft", Files.readString(Path.of("src", "test", "clients", "chatflow.json"))).expect(200);
        there.post(id + "/workflows/publish", "{}").expect(200);
        ServiceClient caller = new ServiceClient(source.url())
                .as(there.post(id + "/api-keys", "{}").expect(201).json().get("token").asText());
        talk = caller.post("/v1/chat-messages", """
                {"query":"Hello","user":"u-2","inputs":{}}""").expect(200).json().get("conversation_id").asText();
        String variables = "/v1/conversations/" + talk + "/variables";
        String topic = caller.get(variables + "?user=u-2").expect(200).json().at("/data/0/id").asText();
        caller.put(variables + "/" + topic, """
                {"value":"coffee","user":"u-2"}""").expect(200);
    }

    private static String upload(String key) {
        return RestAssured.given().header("Authorization", "Bearer " + key).multiPart("user", "u-1")
                .multiPart("file", PNG, TinyImages.png(), "image/png").post(source.url() + "/v1/files/upload").then()
                .statusCode(201)
                .extract().path("id");
    }

    private static void fetch(String key, String url) {
        RestAssured.given().header("Authorization", "Bearer " + key).get(URI.create(target.url()).resolve(url)).then()
                .statusCode(200);
    }

    private static ServiceClient datasets() { return new ServiceClient(target.url()).as(NewerDify.DATASET_KEY); }

    private static String datasetNamed(String name) {
        return named(datasets().get("/v1/datasets?limit=100").expect(200).json(), name).get("id").asText();
    }

    /** When they are indexed. */
    private static JsonNode documents(String dataset, int count) {
        String place = "/v1/datasets/" + dataset + "/documents";
        Eventually.isTrue(Duration.ofMinutes(2), "the documents are indexed", () -> datasets().get(place).json().get("data")
                .findValuesAsText("indexing_status").equals(java.util.Collections.nCopies(count, "completed")));
        return datasets().get(place).json().get("data");
    }

    private static ServiceProcess.Outcome importing(String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("import-dify", source.url(), "--email", "owner@example.com"));
        words.addAll(List.of(options));
        return ServiceProcess.run(folder, password(), words.toArray(String[]::new));
    }

    private static Map<String, String> password() { return Map.of("DIFY_IMPORT_PASSWORD", "correct horse 7 battery"); }

    private static JsonNode report(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }

    private static JsonNode apps() { return here.get("/console/api/apps?limit=100").expect(200).json(); }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode each : list.get("data")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " is not in " + list);
    }
}
