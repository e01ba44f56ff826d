package dev.difynative.tools.builtin;

import java.util.List;

import dev.difynative.models.catalogue.CredentialField;
import dev.difynative.models.catalogue.LocalText;

/** Who has a few of the tools that are built in; {@code credentials} is the form of what they need, empty when they need nothing. */
public record BuiltinProvider(String id, String label, String description, String colour, List<String> labels,
        List<CredentialField> credentials) {
    static final List<BuiltinProvider> ALL = List.of(
            free("time", "Time", "Tells and converts times.", "#2970FF", "utilities"),
            free("maths", "Maths", "Computes expressions.", "#6938EF", "utilities"),
            free("text", "Text", "Looks at texts.", "#087443", "utilities"),
            free("regex", "Regular expression", "Finds patterns in texts.", "#087443", "utilities"),
            free("json_process", "JSON process", "Takes JSON apart.", "#B54708", "utilities"),
            free("webscraper", "Web scraper", "Reads pages of the web.", "#175CD3", "productivity"),
            free("rss", "RSS", "Reads feeds of news.", "#E04F16", "news"),
            free("wikipedia", "Wikipedia", "Looks things up in Wikipedia.", "#344054", "search"),
            new BuiltinProvider("tavily", "Tavily", "Searches the web for models.", "#444CE7", List.of("search"),
                    List.of(secret("tavily_api_key", "Tavily API key", true))),
            new BuiltinProvider("searxng", "SearXNG", "Searches the web through an own SearXNG server.", "#3050FF",
                    List.of("search"), List.of(address("searxng_base_url", "Address of the SearXNG server"))),
            new BuiltinProvider("jina", "Jina", "Reads and searches the web for models.", "#EB6161",
                    List.of("search", "productivity"),
                    List.of(secret("api_key", "Jina API key", false))),
            new BuiltinProvider("rookie_rss", "News lists",
                    "What is read most on many platforms, from an own DailyHotApi server.",
                    "#E04F16", List.of("news"), List.of(address("base_url", "Address of the DailyHotApi server"))),
            new BuiltinProvider("mcp_sse", "MCP servers", "Lists and calls tools of servers of the Model Context Protocol.",
                    "#7839EE",
                    List.of("utilities"), List.of(secret("servers_config", "Servers, as JSON", false))));

    private static BuiltinProvider free(String id, String label, String description, String colour, String kind) {
        return new BuiltinProvider(id, label, description, colour, List.of(kind), List.of());
    }

    private static CredentialField secret(String name, String label, boolean required) {
        return new CredentialField(name, LocalText.same(label), "secret-input", required, null, List.of(), null, null, List.of());
    }

    private static CredentialField address(String name, String label) {
        return new CredentialField(name, LocalText.same(label), "text-input", true, null, List.of(),
                LocalText.same("https://…"), null, List.of());
    }

    boolean needsCredentials() { return credentials.stream().anyMatch(CredentialField::required); }

    /** Its first letter on a coloured tile, since its logo is not ours to hand out. */
    public String icon() { return """
                <svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" role="img" aria-label="%1$s">\
                <rect width="24" height="24" rx="6" fill="%2$s"/>\
                <text x="50%%" y="17" text-anchor="middle" font-family="sans-serif" font-size="14" font-weight="600" fill="#fff">%3$s</text>\
                </svg>
                """.formatted(label, colour, label.substring(0, 1)); }
}
