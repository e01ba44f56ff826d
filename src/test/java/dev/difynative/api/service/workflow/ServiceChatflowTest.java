package dev.difynative.api.service.workflow;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.SampleApp;
import dev.difynative.testsupport.TestWorkflows;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ServiceChatflowTest {

    private static String chatflow(String pieces, String answer) { return """
                {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[
                    {'variable':'tone','label':'Tone','type':'text-input','required':false,'default':'kind'}]}},
                  {'id':'gate','data':{'type':'test-gate','title':'Gate','pieces':%s}},
                  {'id':'answer','data':{'type':'answer','title':'Answer','answer':'%s'}}],
                 'edges':[{'source':'start','target':'gate'},{'source':'gate','target':'answer'}]}""".formatted(pieces, answer); }

    @Test
    void aStreamedAnswerIsSaidStoredAndRemembered() {
        SampleApp app = TestWorkflows.chatflow(
                chatflow("['Hel','lo']", "{{#gate.text#}}, {{#sys.query#}}! {{#sys.dialogue_count#}}"),
                "[]");

        List<JsonNode> events = ask(app, "you", "").all();

        assertEquals(List.of("ping", "workflow_started", "node_started", "node_finished", "node_started", "message",
                "node_finished", "node_started", "node_finished", "message_end", "workflow_finished"), EventStream.names(events));
        assertEquals("Hello, you! 1", said(events));
        JsonNode end = events.get(events.size() - 2);
        String conversation = end.path("conversation_id").asText();
        assertEquals(end.path("message_id"), end.path("id"));
        assertEquals("Hello, you! 1", events.getLast().path("data").path("outputs").path("answer").asText());
        assertEquals("Hello, you! 2", said(ask(app, "you", conversation).all()));
        app.call().get("/v1/messages?user=u&conversation_id=" + conversation).then().statusCode(200).body("data", hasSize(2))
                .body("data[0].answer", equalTo("Hello, you! 1")).body("data[1].query", equalTo("you"))
                .body("data[0].inputs.tone", equalTo("kind"));
        app.call().get("/v1/conversations?user=u").then().body("data[0].name", equalTo("you"));
    }

    @Test
    void theHistoryShowsTheFormsOfAnAnswer() {
        SampleApp app = TestWorkflows.chatflow("""
                {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[]}},
                  {'id':'h','data':{'type':'human-input','title':'Ask','form_content':'Sure? {{#$output.why#}}',
                    'inputs':[{'type':'paragraph','output_variable_name':'why'}],'user_actions':[{'id':'yes','title':'Yes!'}]}},
                  {'id':'answer','data':{'type':'answer','title':'Answer','answer':'{{#h.why#}}'}}],
                 'edges':[{'source':'start','target':'h'},{'source':'h','sourceHandle':'yes','target':'answer'}]}""", "[]");
        JsonNode paused = ask(app, "q", "").all().getLast();
        String messages = "/v1/messages?user=u&conversation_id=" + paused.path("conversation_id").asText();
        String token = app.call().get(messages).then().statusCode(200).body("data[0].status", equalTo("paused"))
                .body("data[0].extra_contents", hasSize(1)).body("data[0].extra_contents[0].type", equalTo("human_input"))
                .body("data[0].extra_contents[0].submitted", equalTo(false))
                .body("data[0].extra_contents[0].form_submission_data", nullValue())
                .body("data[0].extra_contents[0].workflow_run_id", equalTo(paused.path("workflow_run_id").asText())).extract()
                .path("data[0].extra_contents[0].form_definition.form_token");

        app.call("{\"inputs\":{\"why\":\"so\"},\"action\":\"yes\",\"user\":\"u\"}").post("/v1/form/human_input/" + token).then()
                .statusCode(200);

        Eventually.isTrue("the answer is complete",
                () -> "normal".equals(app.call().get(messages).then().extract().path("data[0].status")));
        app.call().get(messages).then().body("data[0].answer", equalTo("so"))
                .body("data[0].extra_contents[0].submitted", equalTo(true))
                .body("data[0].extra_contents[0].form_submission_data.rendered_content", equalTo("Sure? so"))
                .body("data[0].extra_contents[0].form_submission_data.action_text", equalTo("Yes!"));
    }

    @Test
    void aBlockingAnswerComesWhole() {
        SampleApp app = TestWorkflows.chatflow(chatflow("['Hi']", "{{#gate.text#}}"), "[]");

        app.ask("u", "q", "").body("event", equalTo("message")).body("answer", equalTo("Hi"))
                .body("mode", equalTo("advanced-chat")).body("metadata.usage.total_tokens", equalTo(0))
                .body("metadata.retriever_resources", hasSize(0));
    }

    @Test
    void aFailureEndsWithAnErrorAfterTheFinishedRun() {
        SampleApp app = TestWorkflows.chatflow(chatflow("['Hi','!out of luck']", "{{#gate.text#}}"), "[]");

        List<JsonNode> events = ask(app, "q", "").all();

        assertEquals(List.of("node_finished", "workflow_finished", "error"),
                EventStream.names(events.subList(events.size() - 3, events.size())));
        assertEquals("Run failed: out of luck", events.getLast().path("message").asText());
        UUID message = UUID.fromString(events.getLast().path("message_id").asText());
        assertEquals("Hi", Rows.text("SELECT answer FROM messages WHERE id = ?", message));
        assertEquals("error", Rows.text("SELECT status FROM messages WHERE id = ?", message));
        app.call("""
                {"inputs":{},"query":"q","user":"u"}""").post("/v1/chat-messages").then().statusCode(500)
                .body("message", startsWith("Run failed: out of luck"));
    }

    @Test
    void stoppingKeepsWhatWasSaidAndEndsTheMessage() {
        SampleApp app = TestWorkflows.chatflow(chatflow("['Hi','@never']", "{{#gate.text#}}"), "[]");
        EventStream stream = ask(app, "q", "");
        JsonNode event = stream.next();
        while (!event.path("event").asText().equals("message")) {
            event = stream.next();
        }

        app.call("{\"user\":\"u\"}").post("/v1/chat-messages/" + event.path("task_id").asText() + "/stop").then().statusCode(200);

        assertEquals(List.of("node_finished", "workflow_finished", "message_end"), EventStream.names(stream.all()));
        assertEquals("Hi", Rows.text("SELECT answer FROM messages WHERE id = ?",
                UUID.fromString(event.path("message_id").asText())));
    }

    @Test
    void conversationVariablesLiveAsLongAsTheirConversation() {
        SampleApp app = TestWorkflows.chatflow(chatflow("['x']", "{{#conversation.count#}}"),
                "[{'id':'v','name':'count','value':7,'value_type':'number','description':'How many'}]");
        List<JsonNode> events = ask(app, "q", "").all();
        assertEquals("7", said(events));
        String conversation = events.getLast().path("conversation_id").asText();

        String variable = app.call().get("/v1/conversations/" + conversation + "/variables?user=u").then().statusCode(200)
                .body("data", hasSize(1)).body("data[0].value", equalTo("7")).body("data[0].value_type", equalTo("number"))
                .extract().path("data[0].id");
        app.call("{\"value\":8,\"user\":\"u\"}").put("/v1/conversations/" + conversation + "/variables/" + variable).then()
                .statusCode(200).body("value", equalTo("8"));
        app.call("{\"value\":\"eight\",\"user\":\"u\"}").put("/v1/conversations/" + conversation + "/variables/" + variable)
                .then()
                .statusCode(400).body("code", equalTo("bad_request"));
        app.call().get("/v1/conversations/" + conversation + "/variables?user=stranger").then().statusCode(404);

        assertEquals("8", said(ask(app, "q", conversation).all()));
    }

    @Test
    void aVariableThatGrowsTooLargeFailsItsNodeAndKeepsItsValue() {
        SampleApp app = TestWorkflows.chatflow("""
                {'nodes':[{'id':'start','data':{'type':'start','title':'Start','variables':[]}},
                  {'id':'t','data':{'type':'template-transform','title':'T','template':'{{ q * 150000 }}',
                    'variables':[{'variable':'q','value_selector':['sys','query']}]}},
                  {'id':'a','data':{'type':'assigner','title':'Keep','version':'2','items':[{'variable_selector':['conversation','kept'],
                    'operation':'over-write','input_type':'variable','value':['t','output']}]}},
                  {'id':'answer','data':{'type':'answer','title':'Answer','answer':'kept'}}],
                 'edges':[{'source':'start','target':'t'},{'source':'t','target':'a'},{'source':'a','target':'answer'}]}""",
                "[{'id':'v','name':'kept','value':'','value_type':'string'}]");
        List<JsonNode> kept = ask(app, "x", "").all();
        assertEquals("kept", said(kept));
        String conversation = kept.getLast().path("conversation_id").asText();

        JsonNode error = ask(app, "xy", conversation).all().getLast();

        assertEquals("Run failed: The value for 'conversation.kept' is larger than 204800 bytes, which is the limit",
                error.path("message").asText());
        assertEquals("150000", Rows.text("SELECT max(length(value)) - 2 FROM conversation_variables"
                + " WHERE conversation_id = ?", UUID.fromString(conversation)));
    }

    @Test
    void parametersComeFromThePublishedVersion() {
        SampleApp app = TestWorkflows.app("advanced-chat", chatflow("['x']", "x"),
                "{'opening_statement':'Welcome','file_upload':{'enabled':true,'number_limits':2}}", "[]", "[]");

        app.call().get("/v1/parameters").then().statusCode(200).body("opening_statement", equalTo("Welcome"))
                .body("user_input_form[0].'text-input'.variable", equalTo("tone"))
                .body("file_upload.number_limits", equalTo(2));
        app.call("""
                {"inputs":{},"query":"q","user":"u","conversation_id":"%s"}""".formatted(UUID.randomUUID()))
                .post("/v1/chat-messages").then().statusCode(404);
    }

    private static EventStream ask(SampleApp app, String query, String conversation) {
        return EventStream.post("/v1/chat-messages", app.key(), Map.of("inputs", Map.of(), "query", query, "user", "u",
                "conversation_id", conversation, "response_mode", "streaming"));
    }

    private static String said(List<JsonNode> events) {
        return events.stream().filter(event -> event.path("event").asText().equals("message"))
                .map(event -> event.path("answer").asText()).collect(Collectors.joining());
    }
}
