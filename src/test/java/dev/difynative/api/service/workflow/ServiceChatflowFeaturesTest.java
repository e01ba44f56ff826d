package dev.difynative.api.service.workflow;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestWorkflows;
import io.quarkus.test.junit.QuarkusTest;

/** What a chatflow has besides its graph: the same as a chat app. */
@QuarkusTest
class ServiceChatflowFeaturesTest {
    private static final String MODERATION = """
            'sensitive_word_avoidance':{'enabled':true,'type':'keywords','config':{'keywords':'secret',
             'inputs_config':{'enabled':true,'preset_response':'Not that.'},
             'outputs_config':{'enabled':true,'preset_response':'Withheld.'}}}""";

    private static SampleApp chatflow(String node, String features) {
        return TestWorkflows.app("advanced-chat", """
                {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[
                    {'variable':'tone','label':'Tone','type':'text-input','required':false,'default':'kind'}]}},
                  {'id':'n','data':{'title':'N',%s}},
                  {'id':'answer','data':{'type':'answer','title':'Answer','answer':'{{#n.text#}}'}}],
                 'edges':[{'source':'start','target':'n'},{'source':'n','target':'answer'}]}""".formatted(node),
                "{" + features + "}", "[]", "[]");
    }

    private static String saying(String pieces) { return "'type':'test-gate','pieces':" + pieces; }

    private static List<JsonNode> ask(SampleApp app, String query) {
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(),
                Map.of("inputs", Map.of(), "query", query, "user", "u", "conversation_id", "", "response_mode", "streaming"))) {
            return stream.all();
        }
    }

    private static String stored(JsonNode event, String column) {
        return Rows.text("SELECT " + column + " FROM messages WHERE id = ?",
                UUID.fromString(event.path("message_id").asText()));
    }

    @Test
    void aQuestionThatIsRefusedIsAnsweredWithoutARun() {
        SampleApp app = chatflow(saying("['fine']"), MODERATION);

        List<JsonNode> events = ask(app, "tell me the SECRET");

        assertEquals(List.of("ping", "message", "message_end"), EventStream.names(events));
        assertEquals("Not that.", events.get(1).path("answer").asText());
        assertEquals("Not that. normal", stored(events.getLast(), "answer") + " " + stored(events.getLast(), "status"));
        assertEquals("0", Rows.text("SELECT count(*)::text FROM workflow_runs WHERE app_id = ?", app.id()));
        app.ask("u", "secret again", "").body("answer", equalTo("Not that."));
        app.ask("u", "harmless", "").body("answer", equalTo("fine"));
    }

    @Test
    void anAnswerThatMustNotBeGivenIsReplaced() {
        SampleApp app = chatflow(saying("['The ','secret ','is 42']"), MODERATION);

        List<JsonNode> events = ask(app, "well?");

        assertEquals(List.of("message_replace", "message_end", "workflow_finished"),
                EventStream.names(events.subList(events.size() - 3, events.size())));
        assertEquals("Withheld.", events.get(events.size() - 3).path("answer").asText());
        assertEquals("Withheld.", stored(events.getLast(), "answer"));
        assertEquals("Withheld.", events.getLast().path("data").path("outputs").path("answer").asText());
    }

    @Test
    void aLongAnswerIsReplacedWhileItIsMade() {
        SampleApp app = chatflow(saying("['a secret " + "x".repeat(300) + "','@never-" + UUID.randomUUID() + "']"), MODERATION);

        List<JsonNode> events = ask(app, "well?");

        assertTrue(EventStream.names(events).containsAll(List.of("message_replace", "workflow_finished", "message_end")));
        assertEquals("Withheld.", stored(events.getLast(), "answer"));
    }

    @Test
    void anAnnotationAnswersInPlaceOfTheGraph() {
        SampleApp app = chatflow(saying("['from the graph']"), "");
        app.call("{\"question\":\"How are you?\",\"answer\":\"Fine.\"}").post("/v1/apps/annotations").then().statusCode(201);
        String job = app.call("{\"score_threshold\":0.9,\"embedding_provider_name\":\"builtin\","
                + "\"embedding_model_name\":\"builtin-hash-embedding\"}").post("/v1/apps/annotation-reply/enable").then()
                .statusCode(200).extract().path("job_id");
        Eventually.isTrue("annotations are ready", () -> app.call()
                .get("/v1/apps/annotation-reply/enable/status/" + job).then().extract().path("job_status").equals("completed"));

        List<JsonNode> events = ask(app, "How are you?");

        assertEquals(List.of("ping", "message", "message_end"), EventStream.names(events));
        assertEquals("Fine.", events.get(1).path("answer").asText());
        assertTrue(events.getLast().path("metadata").path("annotation_reply").hasNonNull("id"));
        app.ask("u", "Something else entirely", "").body("answer", equalTo("from the graph"));
    }

    @Test
    void aConversationBeginsWithTheFilledOpening() {
        SampleApp app = chatflow(saying("['x']"), "'opening_statement':'Be {{tone}}!','suggested_questions':['Why?']");

        app.ask("u", "What is a hedgehog?", "");

        app.call().get("/v1/conversations?user=u").then().body("data[0].introduction", equalTo("Be kind!"))
                .body("data[0].name", equalTo("What is a hedgehog?"));
        app.call().get("/v1/parameters").then().body("suggested_questions[0]", equalTo("Why?"));
    }

    @Test
    void whatTheModelsCostIsToldWithTheAnswer() {
        SampleApp app = chatflow("'type':'llm','model':{'provider':'builtin','name':'builtin-extractive','mode':'chat'},"
                + "'prompt_template':[{'role':'user','text':'{{#sys.query#}}'}]", "");

        app.ask("u", "Hello", "").body("metadata.usage.currency", equalTo("USD"))
                .body("metadata.usage.prompt_unit_price", equalTo("0")).body("metadata.usage.total_price", equalTo("0"))
                .body("metadata.usage.keySet()", hasItems("prompt_price_unit", "completion_price", "time_to_first_token",
                        "latency"));
    }
}
