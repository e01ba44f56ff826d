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
public record Served(ServiceProcess service, ModelServer models, ServiceClient console, Keys keys) implements AutoCloseable {
    /** What must be in a question so that its answer can be stopped. */
    public static final String ENDLESS = "count without end";
    /** The largest body that is taken, in bytes. */
    static final int LARGEST_BODY = 1024 * 1024;
    private static final Path FOLDER = Path.of("target", "clients").toAbsolutePath();
    private static final String MODEL = "\"model\":{\"provider\":\"openai\",\"name\":\"gpt-4o-mini\",\"mode\":\"chat\",\"completion_params\":{}}";

    /** What must be in a question that an agent computes something for. */
    static final String COMPUTE = "compute it";
    /** What must be in a question that the provider refuses to answer. */
    static final String REFUSED = "a forbidden word";
    /** What must be in a question that is for a model which the provider does not know. */
    static final String UNKNOWN_MODEL = "an unknown model";

    /**
     * What the apps and the datasets are called with.
     *
     * @param asking
     *            a workflow that waits for a person
     * @param talking
     *            a chatflow that does
     * @param unpublished
     *            a workflow of which no version is published
     * @param poor
     *            a chat app whose provider has no credentials
     * @param closed
     *            a chat app whose API is switched off
     */
    public record Keys(String chat, String completion, String workflow, String chatflow, String agent, String asking,
            String talking, String unpublished, String poor, String closed, String datasets) {}

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
        // Only the first time, when the question is the last that was said.
        models.replyTo(COMPUTE + "\"}]", ModelReply.calling("I compute.", "eval_expression", "{\"expression\":\"6*7\"}"));
        models.replyTo(REFUSED, ModelReply.of(400, "application/json", """
                {"error":{"message":"That is not answered here.","type":"invalid_request_error","code":"content_filter"}}"""));
        models.replyTo(UNKNOWN_MODEL, ModelReply.of(404, "application/json", """
                {"error":{"message":"The model does not exist","type":"invalid_request_error","code":"model_not_found"}}"""));
        ServiceProcess service = ServiceProcess.serve(folder(), Map.of("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", LARGEST_BODY + "",
                "DIFY_OUTBOUND_ALLOWED_HOSTS", "127.0.0.1"));
        DemoWorkspace workspace = DemoWorkspace.create(service, models);
        ServiceClient console = workspace.console(service);
        return new Served(service, models, console, new Maker(console).make());
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
            String asking = read("asking.json");
            return new Keys(configured("A chat", "chat", """
                    "opening_statement":"Welcome","suggested_questions":["Who are you?"],
                    "suggested_questions_after_answer":{"enabled":true},"speech_to_text":{"enabled":true},
                    "text_to_speech":{"enabled":true,"voice":"nova","language":"en-US"},"retriever_resource":{"enabled":true},
                    "user_input_form":[{"text-input":{"label":"Tone","variable":"tone","required":false,"max_length":20}}],
                    "file_upload":{"enabled":true,"image":{"enabled":true,"number_limits":3,"detail":"low",
                    "transfer_methods":["remote_url","local_file"]}}"""),
                    configured("A completion", "completion", """
                            "pre_prompt":"Translate: {{text}}","text_to_speech":{"enabled":true,"voice":"nova"},
                            "user_input_form":[{"paragraph":{"label":"Text","variable":"text","required":true}}]"""),
                    published("A workflow", "workflow", read("workflow.json")),
                    published("A chatflow", "advanced-chat", read("chatflow.json")),
                    configured("An agent", "agent-chat", """
                            "agent_mode":{"enabled":true,"strategy":"function_call","max_iteration":5,"tools":[
                              {"enabled":true,"provider_type":"builtin","provider_id":"maths","provider_name":"maths",
                               "tool_name":"eval_expression","tool_parameters":{}}]}"""),
                    published("A workflow that asks", "workflow", asking),
                    published("A chatflow that asks", "advanced-chat",
                            asking.replace("\"type\": \"end\"", "\"type\": \"answer\"")),
                    key(drawn("A draft", "workflow", read("workflow.json"))), poor(), closed(),
                    console.post("/console/api/datasets/api-keys", "{}").expect(201).json().path("token").asText());
        }

        private String configured(String name, String mode, String config) {
            String id = app(name, mode);
            console.post("/console/api/apps/" + id + "/model-config", "{" + MODEL + "," + config + "}").expect(200);
            return key(id);
        }

        private String poor() {
            String id = app("A chat without credentials", "chat");
            console.post("/console/api/apps/" + id + "/model-config", """
                    {"model":{"provider":"anthropic","name":"claude-sonnet-4-5","mode":"chat","completion_params":{}}}""")
                    .expect(200);
            return key(id);
        }

        private String closed() {
            String id = app("A closed chat", "chat");
            String key = key(id);
            console.put("/console/api/apps/" + id, "{\"enable_api\":false}").expect(200);
            return key;
        }

        private String published(String name, String mode, String draft) {
            String id = drawn(name, mode, draft);
            console.post("/console/api/apps/" + id + "/workflows/publish", "{}").expect(200);
            return key(id);
        }

        private String drawn(String name, String mode, String draft) {
            String id = app(name, mode);
            console.post("/console/api/apps/" + id + "/workflows/draft", draft).expect(200);
            return id;
        }

        private String app(String name, String mode) {
            return console.post("/console/api/apps", """
                    {"name":"%s","mode":"%s","description":"For clients"}""".formatted(name, mode)).expect(201).json()
                    .path("id").asText();
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

    /** The key of a further app that is ruled by a graph, which is published; the draft is JSON. */
    String published(String name, String mode, String draft) {
        return new Maker(console).published(name, mode, draft);
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
