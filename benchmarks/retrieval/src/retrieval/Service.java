package retrieval;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.difynative.platform.database.EmbeddedPostgres;

/** The packaged service as a process of its own, and the calls that this benchmark makes. */
final class Service implements AutoCloseable {
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private static final String SEGMENT = "\"segment\":";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final Process process;
    private final int port;
    private String token;
    private Caller caller;
    private String signedIn;
    private String key;

    Service(String program, EmbeddedPostgres.Running database, Path folder, int port) throws Exception {
        List<String> command = new ArrayList<>();
        if (program.endsWith(".jar")) {
            command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx" + System.getProperty("heap", "768m"),
                    "-jar"));
        }
        command.add(program);
        if (!program.endsWith(".jar")) {
            command.add("-Xmx" + System.getProperty("heap", "768m"));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "service.log"));
        builder.environment().putAll(java.util.Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(), "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "QUARKUS_HTTP_PORT", Integer.toString(port), "DIFY_DATA_DIR", folder.resolve("service-data").toString()));
        process = builder.start();
        this.port = port;
        url = "http://127.0.0.1:" + port;
        for (int tries = 0; !ready(); tries++) {
            if (tries > 1200 || !process.isAlive()) {
                throw new IllegalStateException("The service does not start, see " + folder + "/service.log");
            }
            Thread.sleep(100);
        }
    }

    void signIn(boolean first) throws Exception {
        if (first) {
            post("/console/api/setup",
                    "{\"email\":\"bench@example.com\",\"name\":\"Bench\",\"password\":\"benchmark-1\"}");
        }
        token = text(post("/console/api/login", "{\"email\":\"bench@example.com\",\"password\":\"benchmark-1\"}"), "access_token");
    }

    String dataset(String name) throws Exception {
        return text(post("/console/api/datasets", """
                {"name": "%s", "indexing_technique": "high_quality", "embedding_model_provider": "builtin",
                 "embedding_model": "builtin-hash-embedding"}""".formatted(name)), "id");
    }

    void useDatasetKey() throws Exception {
        String made = post("/console/api/datasets/api-keys", "{}");
        signedIn = token;
        key = text(made, "id");
        token = text(made, "token");
        caller = new Caller(port, token);
    }

    /** How many passages were found. */
    int retrieve(String dataset, String query, String method) throws Exception {
        String body = caller.post("/v1/datasets/" + dataset + "/retrieve", """
                {"query": "%s", "retrieval_model": {"search_method": "%s", "reranking_enable": false, "top_k": 10}}"""
                .formatted(query, method));
        int found = 0;
        for (int at = body.indexOf(SEGMENT); at >= 0; at = body.indexOf(SEGMENT, at + 1)) {
            found++;
        }
        return found;
    }

    long residentKilobytes() throws IOException {
        Matcher line = RSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    /** The processor time that the process has taken so far. */
    double cpuMillis() throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + process.pid() + "/stat")).replaceFirst("\\(.*\\)", "name").split(" ");
        return 10.0 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
    }

    private boolean ready() {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | InterruptedException notYet) {
            return false;
        }
    }

    private String post(String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String text(String json, String field) {
        Matcher value = Pattern.compile('"' + field + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("No " + field + " in " + json);
        }
        return value.group(1);
    }

    @Override
    public void close() throws Exception {
        if (caller != null) {
            caller.close();
            // A folder that is measured again would have too many of them.
            http.send(HttpRequest.newBuilder(URI.create(url + "/console/api/datasets/api-keys/" + key))
                    .header("Authorization", "Bearer " + signedIn).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        }
        process.destroy();
        process.waitFor();
    }
}
