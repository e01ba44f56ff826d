package dev.difynative.api.service.speech;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.testsupport.EventStream;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
class ServiceSpeechResourceTest {
    private static final byte[] AUDIO = "not really a sound".getBytes(StandardCharsets.US_ASCII);
    private static final String HEARD = "{\"text\":\"Good morning\"}";
    private static ModelServer models;

    @Inject TestApps apps;
    private TestApps.TestApp app;

    @BeforeAll
    static void startModels() { models = ModelServer.start(); }

    @AfterAll
    static void stopModels() { models.close(); }

    @BeforeEach
    void makeApp() {
        models.reset();
        app = apps.of("chat", models);
        app.configure(Map.of("speech_to_text", Map.of("enabled", true), "text_to_speech",
                Map.of("enabled", true, "voice", "nova", "language", "en-US")));
        models.reset();
        models.reply("/audio/transcriptions", ModelReply.of(200, "application/json", HEARD));
        models.reply("/audio/speech", ModelReply.of(200, "audio/mpeg", "ID3-sound"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void aRecordingIsWrittenDown(String base) {
        upload().multiPart("file", "note.mp3", AUDIO, "audio/mp3").formParam("user", "u-1").post(base + "/audio-to-text").then()
                .statusCode(200).body("text", equalTo("Good morning"));
        ModelServer.Asked asked = models.lastAsked();
        assertTrue(asked.headers().get("content-type").startsWith("multipart/form-data; boundary="), asked.toString());
        assertTrue(asked.body().contains("name=\"model\"\r\n\r\nwhisper-1\r\n"), asked.body());
        assertTrue(asked.body().contains("filename=\"audio.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\nnot really a sound\r\n--"),
                asked.body());
    }

    @Test
    void aRecordingThatIsNoneOrTooLargeIsRefused() {
        upload().multiPart("user", "u-1").post("/v1/audio-to-text").then().statusCode(400)
                .body("code", equalTo("no_audio_uploaded"));
        upload().multiPart("file", "note.txt", AUDIO, "text/plain").post("/v1/audio-to-text").then().statusCode(415)
                .body("code", equalTo("unsupported_audio_type"));
        assertEquals("audio_too_large", new ServiceClient("http://localhost:" + RestAssured.port).as(app.key())
                .upload("/v1/audio-to-text", "note.mp3", "audio/mp3", new byte[30 * 1024 * 1024 + 1], Map.of()).expect(413).json()
                .get("code").asText());
        assertTrue(models.asked().isEmpty());
    }

    @Test
    void aTextIsSpokenInTheAppsVoice() {
        byte[] sound = speak(app, Map.of("text", "Hello", "user", "u-1")).statusCode(200).contentType("audio/mpeg").extract()
                .asByteArray();
        assertEquals("ID3-sound", new String(sound, StandardCharsets.US_ASCII));
        assertEquals("nova", models.lastAsked().json().get("voice").asText());
        assertEquals("Hello", models.lastAsked().json().get("input").asText());
        speak(app, Map.of("text", "Hello", "voice", "onyx", "user", "u-1")).statusCode(200);
        assertEquals("onyx", models.lastAsked().json().get("voice").asText());
    }

    @Test
    void theAnswerOfAChatflowIsHeardByItself() {
        TestApps.TestApp flow = apps.graph(app.owner(), "advanced-chat");
        flow.owner().request().body(Map.of("graph", Map.of("nodes", List.of(
                Map.of("id", "start", "data", Map.of("type", "start", "title", "Start", "variables", List.of())),
                Map.of("id", "answer", "data", Map.of("type", "answer", "title", "Answer", "answer", "Good morning."))), "edges",
                List.of(Map.of("id", "e", "source", "start", "target", "answer"))), "features",
                Map.of("text_to_speech",
                        Map.of("enabled", true, "voice", "nova", "language", "en-US", "autoPlay", "enabled"))))
                .post("/console/api/apps/" + flow.id() + "/workflows/draft").then().statusCode(200);
        flow.owner().request().body("{}").post("/console/api/apps/" + flow.id() + "/workflows/publish").then().statusCode(200);

        List<JsonNode> events;
        try (EventStream stream = EventStream.post("/v1/chat-messages", flow.key(), TestApps.streamed("Hello?"))) {
            events = stream.all();
        }

        assertEquals(List.of("tts_message", "message_end", "tts_message_end", "workflow_finished"),
                EventStream.names(events.subList(events.size() - 4, events.size())));
        JsonNode sound = events.get(events.size() - 4);
        assertEquals("ID3-sound",
                new String(Base64.getDecoder().decode(sound.path("audio").asText()), StandardCharsets.US_ASCII));
        assertEquals("Good morning. nova", models.lastAsked().json().get("input").asText() + " "
                + models.lastAsked().json().get("voice").asText());
        String kept = flow.request().queryParam("user", "u-1")
                .get("/v1/workflow/{run}/events", sound.path("workflow_run_id").asText()).then().statusCode(200).extract()
                .asString();
        assertTrue(kept.contains("message_end") && !kept.contains("tts_message"), kept);
    }

    @Test
    void theAnswerOfAChatAppIsHeardByItself() {
        models.reply("/chat/completions", ModelReply.saying("Good evening."));
        app.configure(Map.of("text_to_speech",
                Map.of("enabled", true, "voice", "nova", "language", "en-US", "autoPlay", "enabled")));

        List<JsonNode> events;
        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), TestApps.streamed("Hello?"))) {
            events = stream.all();
        }

        assertEquals(List.of("message", "tts_message", "message_end", "tts_message_end"),
                EventStream.names(events.subList(events.size() - 4, events.size())));
        JsonNode sound = events.get(events.size() - 3);
        assertEquals("ID3-sound",
                new String(Base64.getDecoder().decode(sound.path("audio").asText()), StandardCharsets.US_ASCII));
        assertEquals(events.getLast().path("message_id"), sound.path("message_id"));
        assertEquals("Good evening. nova", models.lastAsked().json().get("input").asText() + " "
                + models.lastAsked().json().get("voice").asText());
    }

    @Test
    void anAnswerThatCannotBeSpokenIsGivenAllTheSame() {
        models.reply("/chat/completions", ModelReply.saying("Good evening."));
        models.reply("/audio/speech", ModelReply.transcript("openai/error-401.txt"));
        app.configure(Map.of("text_to_speech",
                Map.of("enabled", true, "voice", "nova", "language", "en-US", "autoPlay", "enabled")));

        try (EventStream stream = EventStream.post("/v1/chat-messages", app.key(), TestApps.streamed("Hello?"))) {
            List<JsonNode> events = stream.all();
            assertEquals(List.of("message", "message_end", "tts_message_end"),
                    EventStream.names(events.subList(events.size() - 3, events.size())));
        }
    }

    @Test
    void aLongTextIsSpokenPieceByPiece() {
        String sound = speak(app, Map.of("text", "A sentence of five words. ".repeat(200), "user", "u-1")).statusCode(200)
                .extract().asString();
        assertEquals(2, models.asked().size());
        assertEquals("ID3-soundID3-sound", sound);
    }

    @Test
    void theAnswerOfAnOwnMessageIsSpoken() {
        models.reply("/chat/completions", ModelReply.saying("An answer"));
        String message = app.request().body(TestApps.blocking("Hi")).post("/v1/chat-messages").then().statusCode(200).extract()
                .path("message_id");
        speak(app, Map.of("message_id", message, "user", "u-1")).statusCode(200);
        assertEquals("An answer", models.lastAsked().json().get("input").asText());
        speak(app, Map.of("message_id", message, "user", "somebody-else")).statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void whatCannotBeSpokenIsRefused() {
        speak(app, Map.of("user", "u-1")).statusCode(400).body("details.field", equalTo("text"));
        models.reply("/audio/speech", ModelReply.transcript("openai/error-401.txt"));
        speak(app, Map.of("text", "Hello", "user", "u-1")).statusCode(400).body("code", equalTo("completion_request_error"));
    }

    @Test
    void anAppThatDoesNotSwitchItOnRefuses() {
        app.configure(Map.of());
        speak(app, Map.of("text", "Hello", "user", "u-1")).statusCode(400).body("code", equalTo("invalid_param"));
        upload().multiPart("file", "note.mp3", AUDIO, "audio/mp3").post("/v1/audio-to-text").then().statusCode(400)
                .body("code", equalTo("speech_to_text_disabled"));
    }

    @Test
    void aWorkspaceWithoutSuchAModelSaysSo() {
        app.owner().request().delete("/console/api/workspaces/current/model-providers/openai/credentials").then()
                .statusCode(204);
        speak(app, Map.of("text", "Hello", "user", "u-1")).statusCode(400).body("code", equalTo("provider_not_initialize"));
        upload().multiPart("file", "note.mp3", AUDIO, "audio/mp3").post("/v1/audio-to-text").then().statusCode(400)
                .body("code", equalTo("provider_not_support_speech_to_text"));
    }

    private RequestSpecification upload() { return app.request().contentType("multipart/form-data"); }

    private static ValidatableResponse speak(TestApps.TestApp app, Map<String, Object> body) {
        return app.request().accept("audio/mpeg").body(body).post("/v1/text-to-audio").then();
    }
}
