package dev.difynative.workflow.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;

/** What a node that is tried again tells of its attempts. */
@QuarkusTest
class RetriedRunsTest {
    private static final String DRAFT = """
            {"force":true,"graph":{"nodes":[{"id":"start","data":{"type":"start","title":"Start","variables":[]}},
              {"id":"n","data":{"title":"N","type":"llm",
                "model":{"provider":"openai","name":"gpt-4o-mini","mode":"chat","completion_params":{}},
                "prompt_template":[{"role":"user","text":"q"}],"vision":{"enabled":false},"context":{"enabled":false},
                "structured_output_enabled":true,"structured_output":{"schema":{"type":"object",
                  "properties":{"a":{"type":"number"}},"required":["a"],"additionalProperties":false}},
                "retry_config":{"retry_enabled":true,"max_retries":2,"retry_interval":1}}},
              {"id":"end","data":{"type":"end","title":"End","outputs":[]}}],
             "edges":[{"source":"start","target":"n"},{"source":"n","target":"end"}]}}""";
    private static final Set<String> TELLING = Set.of("node_retry", "node_finished", "workflow_finished");

    @Inject TestApps apps;

    @Test
    void eachAttemptTellsOfItsOwnUsageAndTheRunPaysForAll() {
        try (ModelServer models = ModelServer.start()) {
            TestApps.TestApp app = apps.graph(apps.of("chat", models).owner(), "workflow");
            models.reset();
            models.reply("/chat/completions", ModelReply.saying("none"), ModelReply.saying("not", " yet"),
                    ModelReply.saying("{\"a\"", ":", "1}"));
            String workflows = "/console/api/apps/" + app.id() + "/workflows";
            app.owner().request().body(DRAFT).post(workflows + "/draft").then().statusCode(200);
            app.owner().request().post(workflows + "/publish").then().statusCode(200);
            List<JsonNode> events;
            try (EventStream stream = EventStream.post("/v1/workflows/run", app.key(),
                    Map.of("inputs", Map.of(), "user", "u", "response_mode", "streaming"))) {
                events = stream.all();
            }
            assertEquals(List.of("node_retry 8", "node_retry 9", "node_finished 10", "workflow_finished 27"),
                    events.stream().filter(RetriedRunsTest::tells).map(RetriedRunsTest::used).toList());
            Eventually.isTrue("the ledger has each attempt once", () -> "27".equals(Rows.text(
                    "SELECT sum(tokens_in + tokens_out) FROM usage_entries WHERE app_id = ?", UUID.fromString(app.id()))));
        }
    }

    private static boolean tells(JsonNode event) {
        String node = event.at("/data/node_id").asText("n");
        return TELLING.contains(event.path("event").asText()) && (node.isEmpty() || node.equals("n"));
    }

    private static String used(JsonNode event) {
        JsonNode data = event.path("data");
        return event.path("event").asText() + " "
                + data.path("total_tokens").asInt(data.at("/execution_metadata/total_tokens").asInt());
    }
}
