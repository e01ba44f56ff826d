package dev.difynative.tools.builtin;

import static dev.difynative.tools.builtin.BuiltinTool.Parameter.optional;
import static dev.difynative.tools.builtin.BuiltinTool.Parameter.required;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.tools.Outgoing;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolFailure;
import dev.difynative.tools.ToolResult;
import dev.difynative.tools.builtin.BuiltinTool.Arguments;

/** Tools that read news: feeds (RSS, Atom), and the lists of a DailyHotApi server. */
final class FeedTools {
    private static final int MOST_ITEMS = 100;
    private static final int MOST_OF_A_TEXT = 2_000;
    private static final Set<String> ITEMS = Set.of("item", "entry");
    private static final Map<String, String> FIELDS = Map.ofEntries(Map.entry("title", "title"), Map.entry("link", "url"),
            Map.entry("description", "summary"), Map.entry("summary", "summary"), Map.entry("encoded", "summary"),
            Map.entry("content", "summary"), Map.entry("pubDate", "published"), Map.entry("published", "published"),
            Map.entry("updated", "published"), Map.entry("date", "published"));

    private final Outgoing http;
    private final ObjectMapper json;

    private FeedTools(Outgoing http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    static List<BuiltinTool> all(Outgoing http, ObjectMapper json) {
        FeedTools tools = new FeedTools(http, json);
        return List.of(
                BuiltinTool.of("rss", "read_feed", "Read a feed", "Reads the newest items of an RSS or Atom feed.", tools::feed,
                        required("url", "string", "The address of the feed"),
                        optional("max_items", "number", "How many items, 1 to " + MOST_ITEMS)),
                BuiltinTool.of("rookie_rss", "rookie_rss", "News list", "Tells what is read most on a platform.", tools::hot,
                        required("platform", "string", "The platform, such as juejin, bilibili, weibo, toutiao, 36kr"),
                        optional("result_num", "number", "How many items, 1 to " + MOST_ITEMS)));
    }

    private ToolResult feed(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        List<Map<String, String>> items = items(fetch(OutboundPolicy.UNTRUSTED, arguments.need("url"), scope),
                arguments.number("max_items", 20, 1, MOST_ITEMS));
        return result(items);
    }

    private ToolResult hot(Arguments arguments, ToolCallScope scope) throws InterruptedException {
        String platform = arguments.need("platform").strip();
        if (!platform.matches("[a-zA-Z0-9_-]{1,40}")) {
            throw new ToolFailure("'%s' is no platform".formatted(platform));
        }
        String base = arguments.credential("base_url").replaceFirst("/+$", "");
        int most = arguments.number("result_num", 10, 1, MOST_ITEMS);
        List<Map<String, String>> items = new ArrayList<>();
        for (JsonNode each : read(fetch(OutboundPolicy.ADMIN, base + "/" + platform, scope)).path("data")) {
            if (items.size() == most) {
                break;
            }
            Map<String, String> item = new LinkedHashMap<>();
            item.put("title", each.path("title").asText(""));
            item.put("url", each.path("url").asText(each.path("mobileUrl").asText("")));
            item.put("summary", shortened(each.path("desc").asText("")));
            items.add(item);
        }
        return result(items);
    }

    private ToolResult result(List<Map<String, String>> items) {
        StringBuilder text = new StringBuilder();
        ArrayNode all = json.createArrayNode();
        for (Map<String, String> item : items) {
            all.add(json.valueToTree(item));
            text.append("Title: ").append(item.getOrDefault("title", "")).append("\nURL: ").append(item.getOrDefault("url", ""));
            if (!item.getOrDefault("published", "").isBlank()) {
                text.append("\nPublished: ").append(item.get("published"));
            }
            if (!item.getOrDefault("summary", "").isBlank()) {
                text.append("\nSummary: ").append(item.get("summary"));
            }
            text.append("\n\n");
        }
        return ToolResult.of(text.isEmpty() ? "The list is empty." : text.toString().strip(), all);
    }

    /** The items of a feed, in its order; RSS 0.9 to 2.0 and Atom differ in little but names. */
    static List<Map<String, String>> items(String xml, int most) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        List<Map<String, String>> items = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml.strip()));
            while (reader.hasNext() && items.size() < most) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT && ITEMS.contains(reader.getLocalName())) {
                    items.add(item(reader));
                }
            }
            return items;
        } catch (XMLStreamException broken) {
            throw new ToolFailure("The address leads to no feed: " + broken.getMessage());
        }
    }

    private static Map<String, String> item(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> item = new LinkedHashMap<>();
        for (int depth = 1; depth > 0 && reader.hasNext();) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                String field = depth == 1 ? FIELDS.get(reader.getLocalName()) : null;
                if (field == null) {
                    depth++;
                    continue;
                }
                String address = field.equals("url") ? reader.getAttributeValue(null, "href") : null;
                String written = text(reader);
                String value = address == null ? WebPage.text(written) : address;
                if (!value.isBlank()) {
                    item.putIfAbsent(field, shortened(value.strip()));
                }
            }
        }
        return item;
    }

    /** All text of the element that the reader is at, whose end it is at afterwards. */
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0 && reader.hasNext();) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                default -> {
                }
            }
        }
        return text.toString();
    }

    private String fetch(OutboundPolicy policy, String url, ToolCallScope scope) throws InterruptedException {
        try {
            OutboundResponse response = http.send(OutboundRequest.get(policy, url), scope);
            if (!response.successful()) {
                throw new ToolFailure("The list cannot be fetched: status " + response.status());
            }
            return response.text();
        } catch (Failure refused) {
            throw new ToolFailure(refused.getMessage());
        }
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new ToolFailure("The answer is no JSON");
        }
    }

    private static String shortened(String text) {
        return text.length() > MOST_OF_A_TEXT ? text.substring(0, MOST_OF_A_TEXT) + "…" : text;
    }
}
