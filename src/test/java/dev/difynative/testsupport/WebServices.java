package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Stands in for the services of the web that built-in tools ask, with one answer each. */
public class WebServices implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, String> ANSWERS = Map.of("/tavily/search",
            "{\"results\":[{\"title\":\"Hedgehogs\",\"url\":\"https://h.example\",\"content\":\"They sleep\"}]}",
            "/reader/https://h.example", "Hedgehogs sleep through the winter",
            "/searxng/search",
            "{\"results\":[{\"title\":\"Foxes\",\"url\":\"https://f.example\",\"content\":\"They hunt\"}]}", "/page",
            "<html><head><title>Oaks</title></head><body><article><p>Oaks lose their leaves.</p></article></body></html>",
            "/feed", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title><item><title>One</title>"
                    + "<link>https://n.example/1</link></item></channel></rss>",
            "/shop/catalogue.json", PluginShop.catalogue(), "/shop/acme.models.json", PluginShop.MODELS,
            "/shop/acme.forged.json", PluginShop.MODELS);
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/", WebServices::answer);
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of("test.web-services", url, "dify.tools.tavily-url", url + "/tavily", "dify.tools.jina-reader-url",
                url + "/reader/", "dify.plugins.catalogue-url", url + "/shop/catalogue.json");
    }

    @Override
    public void stop() { server.stop(0); }

    private static void answer(HttpExchange asked) throws IOException {
        asked.getRequestBody().readAllBytes();
        String path = asked.getRequestURI().getPath();
        String body = ANSWERS.get(path);
        asked.getResponseHeaders().add("Content-Type", body == null || body.startsWith("{")
                ? "application/json"
                : body.startsWith("<?xml") ? "application/rss+xml" : body.startsWith("<") ? "text/html" : "text/plain");
        byte[] bytes = (body == null ? "Nothing lies at " + path : body).getBytes(StandardCharsets.UTF_8);
        asked.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
        asked.getResponseBody().write(bytes);
        asked.close();
    }
}
