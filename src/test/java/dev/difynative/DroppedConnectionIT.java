package dev.difynative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/** Clients that go away in the middle are everyday life: nothing about them belongs among the errors. */
class DroppedConnectionIT {
    private static final String CHAT = "/chat/completions";
    private static final int ABORT = 0;
    private static final int FAREWELL = -1;
    @TempDir static Path folder;
    private static ModelServer models;
    private static ServiceProcess service;
    private static DemoWorkspace.ChatApp app;

    @BeforeAll
    static void start() {
        models = ModelServer.start();
        service = ServiceProcess.serve(folder, Map.of("DIFY_LOG_REQUESTS", "true"));
        app = DemoWorkspace.create(service, models).chatApp("Dropped");
    }

    @AfterAll
    static void end() throws InterruptedException {
        service.terminate();
        models.close();
    }

    @BeforeEach
    void forget() { models.reset(); }

    @Test
    void aClientThatDropsItsConnectionIsNoError() throws Exception {
        models.reply(CHAT, ModelReply.saying("one ", "two ", "three ", "four ", "five ").hangingAfter(2));
        for (int linger : new int[]{FAREWELL, ABORT}) {
            for (String mode : List.of("streaming", "blocking")) {
                String body = "{\"query\":\"Hi\",\"user\":\"u-1\",\"response_mode\":\"%s\"}".formatted(mode);
                drop(linger, "POST", "/v1/chat-messages", "application/json", body.length(), body);
                drop(linger, "POST", "/v1/chat-messages", "application/json", body.length() + 100, body);
                drop(linger, "POST", "/v1/chat-messages", "application/json", -1, "ff\r\n" + body);
            }
            drop(linger, "POST", "/v1/files/upload", "multipart/form-data; boundary=b", 50_000, """
                    --b\r
                    Content-Disposition: form-data; name="file"; filename="a.txt"\r
                    Content-Type: text/plain\r
                    \r
                    half""");
            drop(linger, "GET", "/v1/parameters", "application/json", 0, "");
        }
        // What follows an answer, such as its name, is to end.
        models.reply(CHAT, ModelReply.saying("one "));
        Eventually.isTrue("all have fallen silent", () -> models.silent() == 4);
        models.goOn();
        Eventually.isTrue("the answers are complete", () -> new ServiceClient(service.url()).as(app.key())
                .get("/v1/conversations?user=u-1").json().path("data").size() == 4);
        Thread.sleep(2_000);
        // That a thread was held up is said of a machine that stands still.
        List<String> complaints = service.output().lines().filter(line -> line.contains("ERROR") || line.contains("WARN"))
                .filter(line -> !line.contains("BlockedThreadChecker")).toList();
        assertEquals(List.of(), complaints);
    }

    @Test
    void whatNobodyWaitsForIsEndedWhereThatIsWanted() throws Exception {
        Path own = Files.createDirectory(folder.resolve("cancelling"));
        try (ServiceProcess cancelling = ServiceProcess.serve(own,
                Map.of("DIFY_CHAT_CANCEL_ON_DISCONNECT", "true", "DIFY_WORKFLOW_CANCEL_ON_DISCONNECT", "true"))) {
            DemoWorkspace workspace = DemoWorkspace.create(cancelling, models);
            Map<String, String> keys = Map.of("/v1/chat-messages", workspace.chatApp("Cancelled").key(), "/v1/workflows/run",
                    workflow(workspace.console(cancelling)));
            models.reply(CHAT, ModelReply.saying("one ", "two ", "three ").hangingAfter(2));
            for (Map.Entry<String, String> call : keys.entrySet()) {
                for (String mode : List.of("streaming", "blocking")) {
                    int ended = models.cancelled();
                    String body = "{\"query\":\"Hi\",\"inputs\":{},\"user\":\"u-1\",\"response_mode\":\"%s\"}".formatted(mode);
                    drop(cancelling.url(), call.getValue(), FAREWELL, "POST", call.getKey(), "application/json", body.length(),
                            body);
                    Eventually.isTrue("the model is told that nobody reads its answer", () -> models.cancelled() == ended + 1);
                }
            }
            cancelling.terminate();
        }
    }

    /** The key of a workflow that asks the model. */
    private static String workflow(ServiceClient console) {
        String id = console.post("/console/api/apps", "{\"name\":\"Cancelled workflow\",\"mode\":\"workflow\"}").expect(201)
                .json()
                .path("id").asText();
        console.post("/console/api/apps/" + id + "/workflows/draft", """
                {"force":true,"graph":{"nodes":[
                  {"id":"s","data":{"type":"start","title":"Start","variables":[]}},
                  {"id":"n","data":{"type":"llm","title":"Ask","prompt_template":[{"role":"user","text":"Hi"}],
                   "model":{"provider":"openai","name":"gpt-4o-mini","mode":"chat","completion_params":{}}}},
                  {"id":"e","data":{"type":"end","title":"End","outputs":[{"variable":"out","value_selector":["n","text"]}]}}],
                 "edges":[{"id":"1","source":"s","target":"n"},{"id":"2","source":"n","target":"e"}]}}""").expect(200);
        console.post("/console/api/apps/" + id + "/workflows/publish", "").expect(200);
        return console.post("/console/api/apps/" + id + "/api-keys", "{}").expect(201).json().path("token").asText();
    }

    private static void drop(int linger, String method, String path, String type, int length, String body)
            throws IOException, InterruptedException {
        drop(service.url(), app.key(), linger, method, path, type, length, body);
    }

    private static void drop(String service, String key, int linger, String method, String path, String type, int length,
            String body) throws IOException, InterruptedException {
        int asked = models.asked().size();
        URI url = URI.create(service);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write("%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n%s"
                            .formatted(method, path, key, type,
                                    length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length,
                                    body)
                            .getBytes(StandardCharsets.UTF_8));
            if (length > 0 && length == body.length()) {
                Eventually.isTrue("the model is asked", () -> models.asked().size() > asked);
            }
            Thread.sleep(200);
            if (linger >= 0) {
                socket.setSoLinger(true, linger);
            }
        }
    }
}
