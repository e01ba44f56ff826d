package admin;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.difynative.platform.database.EmbeddedPostgres;

/** The packaged service as a process of its own. */
final class Service implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final Process process;

    Service(String program, EmbeddedPostgres.Running database, String redis, Path folder, int port) throws Exception {
        this(program, database, redis, folder, port, Map.of());
    }

    Service(String program, EmbeddedPostgres.Running database, String redis, Path folder, int port, Map<String, String> settings)
            throws Exception {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>();
        if (program.endsWith(".jar")) {
            command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", "-jar"));
        }
        command.add(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "service-" + port + ".log"));
        Map<String, String> environment = new HashMap<>(Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(), "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "QUARKUS_HTTP_PORT", Integer.toString(port), "DIFY_DATA_DIR", folder.resolve("service-data").toString()));
        if (redis != null) {
            environment.put("QUARKUS_REDIS_HOSTS", redis);
        }
        environment.putAll(settings);
        builder.environment().putAll(environment);
        process = builder.start();
        url = "http://127.0.0.1:" + port;
        for (int tries = 0; !ready(); tries++) {
            if (tries > 1200 || !process.isAlive()) {
                throw new IllegalStateException("The service does not start, see " + folder + "/service-" + port + ".log");
            }
            Thread.sleep(100);
        }
    }

    /** Makes the first account, if there is none, and signs in. */
    String signIn() throws Exception {
        send("POST", "/console/api/setup", null,
                "{\"email\":\"bench@example.com\",\"name\":\"Bench\",\"password\":\"benchmark-1\"}");
        return text(expect(send("POST", "/console/api/login", null,
                "{\"email\":\"bench@example.com\",\"password\":\"benchmark-1\"}")), "access_token");
    }

    HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    String get(String path, String token) throws Exception { return expect(send("GET", path, token, null)); }

    String post(String path, String token, String body) throws Exception { return expect(send("POST", path, token, body)); }

    static String expect(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    static String text(String json, String field) {
        Matcher value = Pattern.compile('"' + field + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("No " + field + " in " + json);
        }
        return value.group(1);
    }

    private boolean ready() throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor();
    }
}
