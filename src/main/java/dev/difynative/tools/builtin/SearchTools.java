package dev.difynative.tools.builtin;

import static dev.difynative.tools.builtin.BuiltinTool.Parameter.optional;
import static dev.difynative.tools.builtin.BuiltinTool.Parameter.required;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.net.Target;
import dev.difynative.tools.Outgoing;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.ToolsConfig;
import dev.difynative.tools.builtin.BuiltinTool.Arguments;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** Tools that ask services of the web; the names and parameters are those that apps of Dify know them by. */
final class SearchTools {
    private static final int MOST_OF_AN_ERROR = 500;

    private final Outgoing http;
    private final ObjectMapper json;
    private final ToolsConfig config;

    private SearchTools(Outgoing http, ObjectMapper json, ToolsConfig config) {
        this.http = http;
        this.json = json;
        this.config = config;
    }

    static List<BuiltinTool> all(Outgoing http, ObjectMapper json, ToolsConfig config) {
        SearchTools tools = new SearchTools(http, json, config);
        return List.of(
                BuiltinTool.of("tavily", "tavily_search", "Tavily search", "Searches the web with Tavily.", tools::tavily,
                        required("query", "string", "What is looked for"),
                        optional("search_depth", "string", "basic or advanced"),
                        optional("topic", "string", "general, news or finance"),
                        optional("days", "number", "How many days back, for news"),
                        optional("max_results", "number", "How many results, 1 to 20"),
                        optional("include_images", "boolean", "Whether images are listed"),
                        optional("include_answer", "boolean", "Whether a short answer is given"),
                        optional("include_raw_content", "boolean", "Whether the pages' own text is given"),
                        optional("include_domains", "string", "Only these domains, separated by commas"),
                        optional("exclude_domains", "string", "Not these domains, separated by commas")),
                BuiltinTool.of("tavily", "tavily_extract", "Tavily extract", "Reads pages of the web with Tavily.",
                        tools::tavilyExtract, required("urls", "string", "The addresses, separated by commas"),
                        optional("extract_depth", "string", "basic or advanced")),
                BuiltinTool.of("searxng", "searxng_search", "SearXNG search", "Searches the web with a SearXNG server.",
                        tools::searxng, required("query", "string", "What is looked for"),
                        optional("search_type", "string",
                                "general, images, videos, news, map, music, it, science, files or social media"),
                        optional("num_results", "number", "How many results, 1 to 50")),
                BuiltinTool.of("jina", "jina_reader", "Jina reader", "Reads a page of the web as text, with Jina.",
                        tools::jinaReader, required("url", "string", "The address of the page"),
                        optional("target_selector", "string", "A CSS selector of the part that is wanted"),
                        optional("wait_for_selector", "string", "A CSS selector of what must have appeared")),
                BuiltinTool.of("jina", "jina_search", "Jina search", "Searches the web with Jina.", tools::jinaSearch,
                        required("query", "string", "What is looked for")),
                BuiltinTool.of("wikipedia", "wikipedia_search", "Wikipedia search", "Looks something up in Wikipedia.",
                        tools::wikipedia, required("query", "string", "What is looked for"),
                        optional("language", "string", "The code of a language, such as en")));
    }

    private ToolResult tavily(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        ObjectNode body = json.createObjectNode().put("query", arguments.need("query"))
                .put("search_depth", arguments.text("search_depth", "basic")).put("topic", arguments.text("topic", "general"))
                .put("max_results", arguments.number("max_results", 5, 1, 20))
                .put("include_images", arguments.flag("include_images"))
                .put("include_image_descriptions", arguments.flag("include_image_descriptions"))
                .put("include_answer", arguments.flag("include_answer"))
                .put("include_raw_content", arguments.flag("include_raw_content"));
        if (arguments.text("topic", "general").equals("news")) {
            body.put("days", arguments.number("days", 3, 1, 365));
        }
        list(body, "include_domains", arguments.text("include_domains", ""));
        list(body, "exclude_domains", arguments.text("exclude_domains", ""));
        JsonNode found = tavilyCall("/search", body, arguments, scope);
        StringBuilder text = new StringBuilder();
        if (!found.path("answer").asText("").isBlank()) {
            text.append("Answer: ").append(found.get("answer").asText()).append("\n\n");
        }
        for (JsonNode result : found.path("results")) {
            text.append("Title: ").append(result.path("title").asText()).append("\nURL: ").append(result.path("url").asText())
                    .append("\nContent: ").append(result.path("content").asText()).append("\n\n");
            if (result.path("raw_content").isTextual()) {
                text.append("Raw content: ").append(result.get("raw_content").asText()).append("\n\n");
            }
        }
        return ToolResult.of(text.isEmpty() ? "Nothing was found." : text.toString().strip(), found);
    }

    private ToolResult tavilyExtract(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        ObjectNode body = json.createObjectNode().put("extract_depth", arguments.text("extract_depth", "basic"));
        list(body, "urls", arguments.need("urls"));
        JsonNode found = tavilyCall("/extract", body, arguments, scope);
        StringBuilder text = new StringBuilder();
        found.path("results").forEach(result -> text.append("URL: ").append(result.path("url").asText()).append("\nRaw content: ")
                .append(result.path("raw_content").asText()).append("\n\n"));
        return ToolResult.of(text.toString().strip(), found);
    }

    private JsonNode tavilyCall(String path, ObjectNode body, Arguments arguments, ToolCallScope scope)
            throws InterruptedException {
        return read(send(OutboundRequest.postJson(OutboundPolicy.ADMIN, config.tavilyUrl() + path,
                Map.of("authorization", "Bearer " + arguments.credential("tavily_api_key")), Buffer.buffer(body.toString())),
                scope));
    }

    private static void list(ObjectNode body, String field, String written) {
        List<String> items = new ArrayList<>();
        for (String item : written.split("[,\\s]+")) {
            if (!item.isBlank()) {
                items.add(item);
            }
        }
        if (!items.isEmpty()) {
            ArrayNode array = body.putArray(field);
            items.forEach(array::add);
        }
    }

    private ToolResult searxng(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        String url = arguments.credential("searxng_base_url").replaceFirst("/+$", "") + "/search?q="
                + encoded(arguments.need("query")) + "&format=json&categories="
                + encoded(arguments.text("search_type", "general").toLowerCase(Locale.ROOT));
        JsonNode found = read(send(get(url, Map.of()), scope));
        StringBuilder text = new StringBuilder();
        List<JsonNode> results = new ArrayList<>();
        int most = arguments.number("num_results", 10, 1, 50);
        for (JsonNode result : found.path("results")) {
            if (results.size() == most) {
                break;
            }
            results.add(result);
            text.append("Title: ").append(result.path("title").asText()).append("\nURL: ").append(result.path("url").asText())
                    .append("\nContent: ").append(result.path("content").asText()).append("\n\n");
        }
        return new ToolResult(text.isEmpty() ? "Nothing was found." : text.toString().strip(), results, List.of(), Map.of());
    }

    private ToolResult jinaReader(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        Map<String, String> headers = jinaHeaders(arguments);
        header(headers, "x-target-selector", arguments.text("target_selector", ""));
        header(headers, "x-remove-selector", arguments.text("remove_selector", ""));
        header(headers, "x-wait-for-selector", arguments.text("wait_for_selector", ""));
        flag(headers, "x-with-generated-alt", arguments.flag("image_caption"));
        flag(headers, "x-with-links-summary", arguments.flag("gather_all_links_at_the_end"));
        flag(headers, "x-with-images-summary", arguments.flag("gather_all_images_at_the_end"));
        flag(headers, "x-no-cache", arguments.flag("no_cache"));
        flag(headers, "x-with-iframe", arguments.flag("with_iframe"));
        flag(headers, "x-with-shadow-dom", arguments.flag("with_shadow_dom"));
        return ToolResult.of(send(get(config.jinaReaderUrl() + arguments.need("url").strip(), headers), scope).text());
    }

    private ToolResult jinaSearch(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        String url = config.jinaSearchUrl() + encoded(arguments.need("query")).replace("+", "%20");
        return ToolResult.of(send(get(url, jinaHeaders(arguments)), scope).text());
    }

    private static Map<String, String> jinaHeaders(Arguments arguments) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("accept", "application/json"));
        String key = arguments.credentials().get("api_key");
        if (key != null) {
            headers.put("authorization", "Bearer " + key);
        }
        return headers;
    }

    private static void header(Map<String, String> headers, String name, String value) {
        if (!value.isBlank()) {
            headers.put(name, value.replaceAll("[\\r\\n]", " "));
        }
    }

    private static void flag(Map<String, String> headers, String name, boolean on) {
        if (on) {
            headers.put(name, "true");
        }
    }

    private ToolResult wikipedia(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        String language = arguments.text("language", "en");
        if (!language.matches("[a-z-]{2,20}")) {
            throw new ToolFailure("'%s' is no code of a language".formatted(language));
        }
        JsonNode found = read(send(get(config.wikipediaUrl().replace("{language}", language)
                + "?action=query&format=json&generator=search&gsrlimit=3&prop=extracts&exintro=1&explaintext=1&exlimit=3&gsrsearch="
                + encoded(arguments.need("query")), Map.of("user-agent", "dify-native")), scope));
        List<JsonNode> pages = new ArrayList<>();
        found.path("query").path("pages").forEach(pages::add);
        pages.sort(java.util.Comparator.comparingInt(page -> page.path("index").asInt()));
        StringBuilder text = new StringBuilder();
        pages.forEach(page -> text.append("Page: ").append(page.path("title").asText()).append("\nSummary: ")
                .append(page.path("extract").asText()).append("\n\n"));
        return ToolResult.of(text.isEmpty() ? "No good Wikipedia search result was found" : text.toString().strip());
    }

    private static OutboundRequest get(String url, Map<String, String> headers) {
        return new OutboundRequest(OutboundPolicy.ADMIN, HttpMethod.GET, Target.parse(url),
                MultiMap.caseInsensitiveMultiMap().addAll(headers), null, OutboundRequest.Options.DEFAULT);
    }

    private OutboundResponse send(OutboundRequest request, ToolCallScope scope) throws InterruptedException {
        try {
            OutboundResponse response = http.send(request, scope);
            if (!response.successful()) {
                String said = response.text();
                throw new ToolFailure("'%s' answers with status %d: %s".formatted(request.target().host(), response.status(),
                        said.length() > MOST_OF_AN_ERROR ? said.substring(0, MOST_OF_AN_ERROR) + "…" : said));
            }
            return response;
        } catch (Failure refused) {
            throw new ToolFailure(refused.getMessage());
        }
    }

    private JsonNode read(OutboundResponse response) {
        try {
            return json.readTree(response.text());
        } catch (JsonProcessingException noJson) {
            throw new ToolFailure("The answer is no JSON");
        }
    }

    private static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }
}
