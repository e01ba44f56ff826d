package workflow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets a fresh service up as its owner would. */
final class Console {
    private static final String ACCOUNT = "\"email\":\"owner@example.com\",\"password\":\"Benchmark-1234\"";
    /** Never reached, but in force: each request is counted against it. */
    private static final long REQUESTS_PER_MINUTE = 100_000_000;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private String session;

    Console(String url) { this.url = url; }

    void signIn() throws IOException, InterruptedException {
        post("/setup", "{" + ACCOUNT + ",\"name\":\"Benchmark\"}");
        session = field(post("/login", "{" + ACCOUNT + "}"), "access_token");
    }

    void provider(String standin) throws IOException, InterruptedException {
        post("/workspaces/current/model-providers/openai_api_compatible/credentials",
                "{\"credentials\":{\"endpoint_url\":\"" + standin + "/v1\",\"api_key\":\"x\"}}");
    }

    /** The key of a new app that runs this graph. */
    String workflow(String name, String graph) throws IOException, InterruptedException {
        String app = field(post("/apps", "{\"name\":\"" + name + "\",\"mode\":\"workflow\"}"), "id");
        post("/apps/" + app + "/workflows/draft", "{\"graph\":" + graph + ",\"features\":{}}");
        post("/apps/" + app + "/workflows/publish", "{}");
        put("/apps/" + app, "{\"api_rpm\":" + REQUESTS_PER_MINUTE + "}");
        return field(post("/apps/" + app + "/api-keys", "{}"), "token");
    }

    private String post(String path, String body) throws IOException, InterruptedException { return send("POST", path, body); }

    private void put(String path, String body) throws IOException, InterruptedException { send("PUT", path, body); }

    private String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/console/api" + path))
                .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body));
        if (session != null) {
            request.header("Authorization", "Bearer " + session);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String field(String json, String name) throws IOException {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!found.find()) {
            throw new IOException("No " + name + " in " + json);
        }
        return found.group(1);
    }
}
