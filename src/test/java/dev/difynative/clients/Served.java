package dev.difynative.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.testsupport.DemoWorkspace;
import dev.difynative.testsupport.ModelReply;
import dev.difynative.testsupport.ModelServer;
import dev.difynative.testsupport.ServiceClient;
import dev.difynative.testsupport.ServiceProcess;

/**
 * The packaged service with an app of each kind, for the tests of clients that others have published. It is started once for
 * all of them. The model says "Hello" and the rest of a greeting; a question with {@link #ENDLESS} in it is never answered to
 * the end.
 */
public record Served(ServiceProcess service, ModelServer models, Keys keys) implements AutoCloseable {
    /** What must be in a question so that its answer can be stopped. */
    public static final String ENDLESS = "count without end";
    /** The largest body that is taken, in bytes. */
    static final int LARGEST_BODY = 1024 * 1024;
    private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();
    private static final String MODEL = "\"model\":{\"provider\":\"openai\",\"name\":\"gpt-4o-mini\",\"mode\":\"chat\",\"completion_params\":{}}";

    /** What the apps and the datasets are called with. */
    public record Keys(String chat, String completion, String workflow, String chatflow, String datasets) {}

    /** Hands the service to tests that want it. */
    public static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Served.class;
        }

        @Override
        public Served resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Served.class, unused -> start(), Served.class);
        }
    }

    /** The address that a client of Dify is given. */
    public String url(String base) { return service.url() + base; }

    @Override
    public void close() {
        service.close();
        models.close();
    }

    private static Served start() {
        ModelServer models = ModelServer.start();
        models.reply("/audio/transcriptions", ModelReply.of(200, "application/json", "{\"text\":\"Good morning\"}"));
        models.reply("/audio/speech", ModelReply.of(200, "audio/mpeg", "ID3-sound"));
        models.replyTo("likely to ask next", ModelReply.whole("[\"Why?\", \"What else?\"]"));
        models.replyTo(ENDLESS, ModelReply.saying("one ", "two ", "three").every(Duration.ofMillis(20)).hangingAfter(2));
        ServiceProcess service = ServiceProcess.serve(folder(), Map.of("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", LARGEST_BODY + ""));
        DemoWorkspace workspace = DemoWorkspace.create(service, models);
        return new Served(service, models, new Maker(workspace.console(service)).make());
    }

    private static Path folder() {
        try {
            return Files.createDirectories(FOLDER.resolve("run-" + System.nanoTime()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Makes the apps as a person would in the console. */
    private record Maker(ServiceClient console) {

        private Keys make() {
            return new Keys(configured("chat", """
                    "opening_statement":"Welcome","suggested_questions":["Who are you?"],
                    "suggested_questions_after_answer":{"enabled":true},"speech_to_text":{"enabled":true},
                    "text_to_speech":{"enabled":true,"voice":"nova","language":"en-US"},"retriever_resource":{"enabled":true},
                    "user_input_form":[{"text-input":{"label":"Tone","variable":"tone","required":false,"max_length":20}}],
                    "file_upload":{"enabled":true,"image":{"enabled":true,"number_limits":3,"detail":"low",
                    "transfer_methods":["remote_url","local_file"]}}"""),
                    configured("completion", """
                            "pre_prompt":"Translate: {{text}}","text_to_speech":{"enabled":true,"voice":"nova"},
                            "user_input_form":[{"paragraph":{"label":"Text","variable":"text","required":true}}]"""),
                    drawn("workflow", read("workflow.json")), drawn("advanced-chat", read("chatflow.json")),
                    console.post("/console/api/datasets/api-keys", "{}").expect(201).json().path("token").asText());
        }

        private String configured(String mode, String config) {
            String id = app(mode);
            console.post("/console/api/apps/" + id + "/model-config", "{" + MODEL + "," + config + "}").expect(200);
            return key(id);
        }

        private String drawn(String mode, String draft) {
            String id = app(mode);
            console.post("/console/api/apps/" + id + "/workflows/draft", draft).expect(200);
            console.post("/console/api/apps/" + id + "/workflows/publish", "{}").expect(200);
            return key(id);
        }

        private String app(String mode) {
            return console.post("/console/api/apps", """
                    {"name":"A %s","mode":"%s","description":"For clients"}""".formatted(mode, mode)).expect(201).json()
                    .path("id")
                    .asText();
        }

        private String key(String app) {
            return console.post("/console/api/apps/" + app + "/api-keys", "{}").expect(201).json().path("token").asText();
        }

        private static String read(String file) {
            try {
                return Files.readString(Path.of("src", "test", "clients", file));
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }

    /** The keys and the address as the programs of other languages read them. */
    public Map<String, String> environment(String base) {
        try {
            return Map.of("SERVICE_URL", url(base), "SERVICE_KEYS", new ObjectMapper().writeValueAsString(keys), "ENDLESS",
                    ENDLESS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
