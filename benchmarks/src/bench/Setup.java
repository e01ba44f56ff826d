package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Prepares a service that has just been started, over its Console API as an owner would: account, model provider,
 * and for each model of the stand-in a chat app with an API key. Ends with one question, whose answer and rate-limit
 * headers are checked.
 *
 * <p>Usage: {@code java bench.Setup --url URL --standin URL --models A,B --out FILE}; the file gets one line
 * "model token" per app.
 */
public final class Setup {

    private static final String EMAIL = "owner@example.com";
    private static final String PASSWORD = "Benchmark-1234";
    /** Never reached, but in force: each request is counted against it. */
    private static final long REQUESTS_PER_MINUTE = 100_000_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private String accessToken;

    private Setup(String url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        Options options = new Options(args, Set.of("url", "standin", "models", "out"));
        Setup setup = new Setup(options.text("url"));
        setup.signIn();
        setup.console("POST", "/workspaces/current/model-providers/openai_api_compatible/credentials",
                "{\"credentials\":{\"endpoint_url\":\"" + options.text("standin") + "/v1\",\"api_key\":\"x\"}}");
        List<String> lines = new ArrayList<>();
        for (String model : options.text("models").split(",")) {
            String token = setup.app(model);
            lines.add(model + " " + token);
            if (lines.size() == 1) {
                setup.ask(Answer.of(model).orElseThrow(), token);
            }
        }
        Files.write(Path.of(options.text("out")), lines);
    }

    private void signIn() throws IOException, InterruptedException {
        console("POST", "/setup", "{\"email\":\"" + EMAIL + "\",\"name\":\"Benchmark\",\"password\":\"" + PASSWORD + "\"}");
        String session = console("POST", "/login", "{\"email\":\"" + EMAIL + "\",\"password\":\"" + PASSWORD + "\"}");
        accessToken = Json.string(session, "data.access_token");
    }

    private String app(String model) throws IOException, InterruptedException {
        String app = console("POST", "/apps", "{\"name\":\"" + model + "\",\"mode\":\"chat\"}");
        String id = Json.string(app, "id");
        console("POST", "/apps/" + id + "/model-config", """
                {"model":{"provider":"openai_api_compatible","name":"%s","mode":"chat","completion_params":{}},
                 "pre_prompt":"You answer in plain words.","prompt_type":"simple","user_input_form":[],
                 "opening_statement":"","suggested_questions":[],
                 "suggested_questions_after_answer":{"enabled":false},"speech_to_text":{"enabled":false},
                 "text_to_speech":{"enabled":false},"retriever_resource":{"enabled":false},
                 "more_like_this":{"enabled":false},"sensitive_word_avoidance":{"enabled":false}}
                """.formatted(model));
        console("PUT", "/apps/" + id, "{\"api_rpm\":" + REQUESTS_PER_MINUTE + "}");
        return Json.string(console("POST", "/apps/" + id + "/api-keys", "{}"), "token");
    }

    /** Everything that follows would be worthless if the answer were wrong or the limiter not in force. */
    private void ask(Answer answer, String token) throws IOException, InterruptedException {
        HttpResponse<String> response = send("POST", "/v1/chat-messages", token,
                "{\"inputs\":{},\"query\":\"Hello\",\"response_mode\":\"blocking\",\"user\":\"bench-0\",\"conversation_id\":\"\"}");
        String text = Json.string(response.body(), "answer");
        if (!text.equals(answer.text())) {
            throw new IllegalStateException("the answer is not what the model said: " + response.body());
        }
        if (response.headers().firstValue("X-RateLimit-Limit").isEmpty()) {
            throw new IllegalStateException("rate limits are not in force: the answer has no X-RateLimit-Limit");
        }
    }

    private String console(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, "/console/api" + path, accessToken, body).body();
    }

    private HttpResponse<String> send(String method, String path, String bearer, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + " answered " + response.statusCode() + " " + response.body());
        }
        return response;
    }
}
