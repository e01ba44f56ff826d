package dev.difynative.workflow.node.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.difynative.knowledge.ingest.extract.TextExtraction;
import dev.difynative.platform.net.OutboundClients;
import dev.difynative.workflow.node.TestNodeContext;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** Reads files that it fetches from a server. */
class DocumentExtractorNodeTest {
    private static Vertx vertx;
    private static HttpServer server;
    private static DocumentExtractorNode node;
    private final TestNodeContext context = TestNodeContext.of("document-extractor");

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        server = vertx.createHttpServer().requestHandler(request -> {
            switch (request.path()) {
                case "/plain.txt" -> request.response().end("Grüße\nand more");
                case "/table.csv" -> request.response().end("a,b\n1,2\n");
                case "/page.html" ->
                    request.response().end("<html><body><h1>Title</h1><p>Text</p><script>no()</script></body></html>");
                case "/data.json" -> request.response().end("{\"a\":[1,2]}");
                case "/report" -> request.response().putHeader("content-type", "text/html; charset=utf-8")
                        .end("<p>Named by nobody</p>");
                case "/blob.v2" -> request.response().putHeader("content-type", "application/octet-stream").end("x");
                case "/fake.pdf" -> request.response().end("no pdf at all");
                default -> request.response().setStatusCode(404).end();
            }
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        node = new DocumentExtractorNode(new TextExtraction(),
                TestFiles.over(OutboundClients.with(vertx, Map.of("dify.outbound.allow-private", "true"))));
    }

    @AfterAll
    static void stop() { vertx.close().toCompletionStage().toCompletableFuture().join(); }

    private static String file(String name) {
        String url = "http://127.0.0.1:" + server.actualPort() + "/" + name;
        return "{'dify_model_identity':'__dify__file__','type':'document','transfer_method':'remote_url','remote_url':'" + url
                + "','filename':'" + name + "','extension':'" + name.substring(Math.max(0, name.indexOf('.'))) + "'}";
    }

    private String text(String name) {
        context.with("v", "{'file':" + file(name) + "}");
        return context.outputs(node, "{'variable_selector':['v','file'],'is_array_file':false}").path("text").asText().strip();
    }

    @Test
    void theTextOfAFileIsRead() {
        assertEquals("Grüße\nand more", text("plain.txt"));
        assertTrue(text("data.json").contains("1"));
        String page = text("page.html");
        assertTrue(page.contains("Title") && page.contains("Text") && !page.contains("no()"), page);
        assertTrue(text("table.csv").contains("1"));
    }

    @Test
    void aFileWhoseNameSaysNothingIsWhatItsServerCallsIt() {
        context.with("v", "{'report':" + file("report").replace(",'extension':'report'", "") + ",'blob':"
                + file("blob.v2").replace("'filename'", "'mime_type':'text/plain','filename'") + "}");
        assertEquals("Named by nobody",
                context.outputs(node, "{'variable_selector':['v','report']}").path("text").asText().strip());
        assertEquals("x", context.outputs(node, "{'variable_selector':['v','blob']}").path("text").asText().strip());
    }

    @Test
    void ofAListEachFileIsRead() {
        context.with("v", "{'files':[" + file("plain.txt") + "," + file("data.json") + "],'none':[]}");
        assertEquals(2, context.outputs(node, "{'variable_selector':['v','files'],'is_array_file':true}").path("text").size());
        assertEquals("[]",
                context.outputs(node, "{'variable_selector':['v','none'],'is_array_file':true}").path("text").toString());
    }

    @Test
    void whatCannotBeReadFailsTheNode() {
        context.with("v", "{'text':'no file','gone':" + file("gone.txt") + ",'odd':" + file("plain.xyz") + ",'fake':"
                + file("fake.pdf") + "}");
        assertEquals("Variable v.text is no file", fault("text"));
        assertTrue(fault("gone").contains("404"), fault("gone"));
        assertTrue(fault("odd").length() > 0);
        assertTrue(fault("fake").length() > 0);
        assertEquals("Variable v.missing not found", fault("missing"));
    }

    private String fault(String variable) { return context.fault(node, "{'variable_selector':['v','" + variable + "']}"); }
}
