package dev.difynative.api.console.tools;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.ModelReply;
import dev.difynative.tools.ToolCallScope;
import dev.difynative.tools.ToolKey;
import io.quarkus.test.junit.QuarkusTest;

/** Tools that are built in. */
@QuarkusTest
class ConsoleBuiltinToolsTest extends ToolServers {
    @Test
    void builtInToolsAreListedAndGivenCredentials() {
        String tavily = CURRENT + "/tool-provider/builtin/tavily";
        get(CURRENT + "/tools/builtin").statusCode(200)
                .body("name", hasItems("time", "tavily", "searxng", "jina", "webscraper", "rss"))
                .body("find { it.name == 'tavily' }.is_team_authorization", equalTo(false))
                .body("find { it.name == 'time' }.is_team_authorization", equalTo(true))
                .body("find { it.name == 'time' }.tools.name", hasItems("current_time"));
        get(tavily + "/credential/schema/api-key").statusCode(200).body("[0].variable", equalTo("tavily_api_key"));
        get(tavily + "/icon").statusCode(200).contentType(containsString("image/svg+xml"));
        get(CURRENT + "/tool-provider/builtin/langgenius/tavily/tavily/tools").statusCode(200)
                .body("name", hasItems("tavily_search"));
        post(tavily + "/add", Map.of("credentials", Map.of())).statusCode(400);
        post(tavily + "/add", Map.of("name", "Mine", "credentials", Map.of("tavily_api_key", "tvly-0123456789"))).statusCode(200);
        post(tavily + "/add", Map.of("name", "Other", "credentials", Map.of("tavily_api_key", "tvly-abcdefghij")))
                .statusCode(200);
        String other = get(tavily + "/credentials").body("name", equalTo(List.of("Mine", "Other")))
                .body("[0].is_default", equalTo(true)).body("[0].credentials.tavily_api_key", equalTo("tvly-0************89"))
                .extract().path("[1].id");
        post(tavily + "/default-credential", Map.of("id", other)).statusCode(200);
        post(tavily + "/update", Map.of("credential_id", other, "name", "Second", "credentials",
                Map.of("tavily_api_key", "tvly-a************ij"))).statusCode(200);
        get(tavily + "/credential/info").body("credentials.find { it.is_default }.name", equalTo("Second"));
        post(tavily + "/delete", Map.of("credential_id", other)).statusCode(200);
        get(tavily + "/credentials").body("", hasSize(1)).body("[0].is_default", equalTo(true));
        get(CURRENT + "/tool-labels").statusCode(200).body("name", hasItems("search"));
        get(CURRENT + "/agent-providers").statusCode(200)
                .body("[0].declaration.strategies.identity.name", hasItems("function_calling", "ReAct"));
        get(CURRENT + "/agent-provider/langgenius/agent/agent").statusCode(200);
        get(CURRENT + "/agent-provider/junjiem/mcp_see_agent/mcp_see_agent").statusCode(200)
                .body("declaration.strategies[0].parameters.name", hasItems("mcp_servers_config", "query"));
    }

    @Test
    void aSearchGoesToTheWorkspacesOwnServer() throws InterruptedException {
        server.reply("/search", ModelReply.of(200, "application/json", """
                {"results":[{"title":"Hedgehogs","url":"https://h.example","content":"They sleep"},
                {"title":"Foxes","url":"https://f.example","content":"They hunt"}]}"""));
        post(CURRENT + "/tool-provider/builtin/searxng/add",
                Map.of("credentials", Map.of("searxng_base_url", server.url() + "/"))).statusCode(200);
        String found = tools.get(app.owner().tenantId(), new ToolKey("builtin", "searxng", "searxng_search"))
                .invoke(Map.of("query", "winter animals", "num_results", 1), ToolCallScope.of(app.owner().tenantId(), null, "u"))
                .text();
        assertEquals("Title: Hedgehogs\nURL: https://h.example\nContent: They sleep", found);
        assertEquals("/search?q=winter+animals&format=json&categories=general", server.lastAsked().path());
    }

    @Test
    void aFeedIsRead() throws InterruptedException {
        server.reply("/feed", ModelReply.of(200, "application/rss+xml", """
                <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
                <title>News</title><item><title>One &amp; only</title><link>https://n.example/1</link>
                <description><![CDATA[<p>First <b>news</b></p>]]></description><pubDate>Mon, 01 Jan 2024</pubDate></item>
                <item><title>Two</title><link>https://n.example/2</link></item></channel></rss>"""));
        String read = tools.get(app.owner().tenantId(), new ToolKey("builtin", "rss", "read_feed"))
                .invoke(Map.of("url", "http://localhost:" + server.port() + "/feed", "max_items", 1),
                        ToolCallScope.of(app.owner().tenantId(), null, "u"))
                .text();
        assertEquals("Title: One & only\nURL: https://n.example/1\nPublished: Mon, 01 Jan 2024\nSummary: First news", read);
    }
}
