package dev.difynative.workflow.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundClients;
import dev.difynative.testsupport.Certificate;
import dev.difynative.testsupport.Configs;
import dev.difynative.workflow.node.ConfigFault;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TestNodeContext;
import dev.difynative.workflow.node.file.TestFiles;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;

class HttpRequestNodeTest {
    private static Vertx vertx;
    private static HttpServer server;
    private static HttpRequestNode node;
    private static final AtomicReference<HttpServerRequest> LAST = new AtomicReference<>();
    private static final AtomicReference<Buffer> BODY = new AtomicReference<>();
    private final TestNodeContext context = TestNodeContext.of("http-request").with("v",
            "{'id':'a b','key':'secret','quote':'say \\\\\"hi\\\\\"\\\\n!','n':5,'evil':'x\\\\r\\\\nX-Injected: 1','object':{'a':[1,2]}}"
                    .replace("\\\\", "\\"));

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer().requestHandler(HttpRequestNodeTest::answer).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
        node = node(Map.of("dify.outbound.allow-private", "true"));
    }

    private static HttpRequestNode node(Map<String, String> outbound) {
        OutboundClient http = OutboundClients.with(vertx, outbound);
        return new HttpRequestNode(http, TestFiles.over(http),
                Configs.of(HttpNodeConfig.class, Map.of("dify.http-request.max-text", "2000")));
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedUnlessTheAuthorWantsIt(@TempDir Path folder) {
        HttpServer secure = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(new PfxOptions()
                .setPath(Certificate.in(folder).keyStore().toString()).setPassword("changeit")))
                .requestHandler(request -> request.response().end("safe")).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
        String config = "{'method':'get','url':'https://127.0.0.1:" + secure.actualPort() + "/','ssl_verify':%s}";

        assertInstanceOf(NodeResult.Failed.class, context.run(node, config.formatted("true")));
        assertEquals("safe", context.outputs(node, config.formatted("false")).path("body").asText());
    }

    @AfterAll
    static void stop() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    private static void answer(HttpServerRequest request) {
        LAST.set(request);
        request.bodyHandler(body -> {
            BODY.set(body);
            switch (request.path()) {
                case "/large" -> request.response().putHeader("content-type", "text/plain").end("x".repeat(3000));
                case "/missing" -> request.response().setStatusCode(404).end("no such thing");
                case "/file.txt" -> request.response().putHeader("content-type", "text/plain").end("file content");
                case "/latin" -> request.response().putHeader("content-type", "text/plain; charset=ISO-8859-1")
                        .end(Buffer.buffer(new byte[]{(byte) 0xE9}));
                case "/moved" -> request.response().setStatusCode(302).putHeader("location", "/ok").end();
                case "/never" -> {
                }
                default ->
                    request.response().putHeader("x-one", "1").putHeader("content-type", "application/json").end("{\"ok\":true}");
            }
        });
    }

    private static String at(String path) { return "http://127.0.0.1:" + server.actualPort() + path; }

    private static String config(String method, String path, String more) {
        return "{'method':'%s','url':'%s'%s}".formatted(method, at(path), more);
    }

    private JsonNode call(String config) { return context.outputs(node, config); }

    @Test
    void theAnswerIsStatusBodyAndHeaders() {
        JsonNode outputs = call(config("GET", "/ok?x={{#v.id#}}&ü=1",
                ",'params':'q:{{#v.n#}}\\nr: a&b','headers':'X-My: {{#v.id#}}\\nAccept:text/html'"));
        assertEquals("200 {\"ok\":true} 1 []", outputs.path("status_code") + " " + outputs.path("body").asText() + " "
                + outputs.path("headers").path("x-one").asText() + " " + outputs.path("files"));
        assertEquals("/ok?x=a%20b&%C3%BC=1&q=5&r=a%26b", LAST.get().uri());
        assertEquals("a b", LAST.get().getHeader("x-my"));
        assertEquals("text/html", LAST.get().getHeader("accept"));
    }

    @Test
    void keysGoIntoTheirHeaderAndNotIntoTheHistory() {
        NodeResult result = context.run(node, config("get", "/ok",
                ",'authorization':{'type':'api-key','config':{'type':'bearer','api_key':'{{#v.key#}}'}}"));
        assertEquals("Bearer secret", LAST.get().getHeader("authorization"));
        assertFalse(result.processData().get("request").text().contains("secret"));
        call(config("get", "/ok", ",'authorization':{'type':'api-key','config':{'type':'basic','api_key':'me:pw'}}"));
        assertEquals("Basic bWU6cHc=", LAST.get().getHeader("authorization"));
        call(config("get", "/ok", ",'authorization':{'type':'api-key','config':{'type':'basic','api_key':'bWU6cHc='}}"));
        assertEquals("Basic bWU6cHc=", LAST.get().getHeader("authorization"));
        call(config("get", "/ok",
                ",'authorization':{'type':'api-key','config':{'type':'custom','header':'X-Api-Key','api_key':'{{#v.key#}}'}}"));
        assertEquals("secret", LAST.get().getHeader("x-api-key"));
        assertEquals("The API key of the request is empty", context.fault(node, config("get", "/ok",
                ",'authorization':{'type':'api-key','config':{'type':'bearer','api_key':''}}")));
    }

    private String sent(String body) {
        call(config("post", "/ok", ",'body':" + body));
        return LAST.get().getHeader("content-type") + " | " + BODY.get();
    }

    @Test
    void bodiesAreSentInTheirKind() {
        assertEquals("application/json | {\"a\":5,\"b\":\"a b\"}",
                sent("{'type':'json','data':[{'type':'text','key':'','value':'{\\\"a\\\": {{#v.n#}}, \\\"b\\\": \\\"{{#v.id#}}\\\"}'}]}"));
        assertEquals("application/json | {\"o\":{\"a\":[1,2]}}",
                sent("{'type':'json','data':[{'value':'{\\\"o\\\": {{#v.object#}}}'}]}"));
        assertEquals("text/plain; charset=utf-8 | raw 5", sent("{'type':'raw-text','data':[{'value':'raw {{#v.n#}}'}]}"));
        assertEquals("application/x-www-form-urlencoded | a=a+b&c=5",
                sent("{'type':'x-www-form-urlencoded','data':[{'key':'a','value':'{{#v.id#}}'},{'key':'c','value':'{{#v.n#}}'}]}"));
        assertEquals("application/x-www-form-urlencoded | a=a+b", sent("{'type':'x-www-form-urlencoded','data':'a:{{#v.id#}}'}"));
        assertEquals("null | ", sent("{'type':'none','data':[]}"));
    }

    @Test
    void aVariableThatWouldBreakTheJsonIsPutIntoItsString() {
        assertEquals("application/json | {\"t\":\"say \\\"hi\\\"\\n!\"}",
                sent("{'type':'json','data':[{'value':'{\\\"t\\\": \\\"{{#v.quote#}}\\\"}'}]}"));
        assertTrue(context.fault(node, config("post", "/ok", ",'body':{'type':'json','data':[{'value':'{broken'}]}"))
                .startsWith("The body is not valid JSON"));
    }

    @Test
    void filesAreSentInFormsAndAlone() {
        context.with("f",
                "{'file':{'dify_model_identity':'__dify__file__','type':'document','transfer_method':'remote_url','remote_url':'%s','filename':'n.txt','mime_type':'text/plain'}}"
                        .formatted(at("/file.txt")));
        assertEquals("text/plain | file content", sent("{'type':'binary','data':[{'type':'file','file':['f','file']}]}"));
        String form = sent(
                "{'type':'form-data','data':[{'key':'a','type':'text','value':'{{#v.n#}}'},{'key':'up','type':'file','file':['f','file']}]}");
        assertTrue(form.startsWith("multipart/form-data; boundary="));
        assertTrue(form.contains("Content-Disposition: form-data; name=\"a\"\r\n\r\n5\r\n"));
        assertTrue(form.contains("name=\"up\"; filename=\"n.txt\"\r\nContent-Type: text/plain\r\n\r\nfile content\r\n"));
    }

    @Test
    void headersCannotBeSmuggledIn() {
        call(config("get", "/ok", ",'headers':'X-My:{{#v.evil#}}'"));
        assertEquals("x X-Injected: 1", LAST.get().getHeader("x-my"));
        assertFalse(LAST.get().headers().contains("x-injected"));
    }

    @Test
    void aStatusThatIsNoSuccessIsAResult() {
        assertEquals("404 no such thing", call(config("get", "/missing", "")).path("status_code") + " "
                + call(config("get", "/missing", "")).path("body").asText());
    }

    @Test
    void redirectsAreFollowedCharsetsKeptAndHeadHasNoBody() {
        assertEquals("{\"ok\":true}", call(config("get", "/moved", "")).path("body").asText());
        assertEquals("é", call(config("get", "/latin", "")).path("body").asText());
        assertEquals("", call(config("head", "/ok", "")).path("body").asText());
    }

    @Test
    void answersThatAreTooLargeOrTooLateFailTheNode() {
        assertEquals("The answer has 3000 bytes; a text may have 2000 at most", context.fault(node, config("get", "/large", "")));
        HttpRequestNode impatient = new HttpRequestNode(
                OutboundClients.with(vertx, Map.of("dify.outbound.allow-private", "true")), null,
                Configs.of(HttpNodeConfig.class,
                        Map.of("dify.http-request.max-connect-timeout", "0s", "dify.http-request.max-read-timeout", "1s")));
        assertTrue(context.fault(impatient, config("get", "/never", "")).contains("did not answer within 1 s"));
    }

    @Test
    void theServicesOwnNetworkIsOutOfReach() {
        HttpRequestNode guarded = node(Map.of());
        assertInstanceOf(NodeResult.Failed.class, context.run(guarded, config("get", "/ok", "")));
        assertTrue(context.fault(guarded, "{'method':'get','url':'http://169.254.169.254/latest/meta-data'}")
                .contains("is not one that this service calls"));
        assertTrue(context.fault(node, "{'method':'get','url':'file:///etc/passwd'}").contains("must begin with http"));
        assertEquals("The address of the request is empty", context.fault(node, "{'method':'get','url':''}"));
    }

    @Test
    void onlyTheMethodsOfTheEditorAreTaken() {
        assertEquals("method", assertThrows(ConfigFault.class, () -> context.run(node, config("options", "/ok", ""))).field());
    }

    @Test
    void namesOfFilesComeFromTheAnswerOrTheAddress() {
        assertEquals("a b.pdf", reply("attachment; filename=\"a b.pdf\"", "application/pdf").filename());
        assertEquals("ü.pdf", reply("attachment; filename*=UTF-8''%C3%BC.pdf", "application/pdf").filename());
        assertEquals("x.png", reply("", "image/png").filename());
        assertTrue(reply("", "image/png").isFile());
        assertTrue(reply("attachment", "text/csv").isFile());
        assertFalse(reply("", "application/json").isFile());
        assertFalse(reply("", "application/octet-stream").isFile());
    }

    private static HttpReply reply(String disposition, String type) {
        var headers = io.vertx.core.MultiMap.caseInsensitiveMultiMap().add("content-type", type);
        if (!disposition.isEmpty()) {
            headers.add("content-disposition", disposition);
        }
        return new HttpReply(new dev.difynative.platform.net.OutboundResponse(200, headers, Buffer.buffer("text")),
                "http://x/y/x?z=1");
    }
}
