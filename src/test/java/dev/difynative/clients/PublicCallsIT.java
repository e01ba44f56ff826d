package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.Eventually;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Makes the calls that {@code contract/public/calls.txt} lists, and compares what they are answered with. */
@ExtendWith(Served.Resolver.class)
class PublicCallsIT {
    private static final Pattern CALL = Pattern
            .compile(
                    "(?<who>\\w+) +(?<method>[A-Z]+) (?<path>\\S+)(?: (?<body>[{n].*?))? +(?<status>\\d{3}) (?<answer>.*?)(?: as (?<as>.*))?");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<Integer> GOOD = Set.of(200, 201, 204);

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void areAnsweredAsListed(String base, Served served) throws IOException {
        Caller caller = new Caller(served.url(base), keys(served.keys()),
                new HashMap<>(Map.of("unknown", UUID.randomUUID().toString(), "new",
                        "Set " + System.nanoTime(), "long", "q".repeat(251))));
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/contract/public/calls.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                Matcher call = CALL.matcher(line);
                assertEquals(true, call.matches(), line);
                caller.make(call, wrong);
            }
        }
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }

    private static Map<String, String> keys(Served.Keys keys) {
        return Map.of("chat", keys.chat(), "completion", keys.completion(), "workflow", keys.workflow(), "chatflow",
                keys.chatflow(), "datasets", keys.datasets(), "stranger", "app-" + "x".repeat(24));
    }

    private record Caller(String base, Map<String, String> keys, Map<String, String> known) {

        private void make(Matcher call, List<String> wrong) {
            Response response = send(call);
            String found = response.statusCode() + " " + found(call, response);
            String wanted = call.group("status") + " " + wanted(call, response);
            if (!found.equals(wanted)) {
                wrong.add("%s %s %s: %s instead of %s: %s".formatted(call.group("who"), call.group("method"), call.group("path"),
                        found, wanted, response.asString()));
            } else if (call.group("as") != null) {
                for (String name : call.group("as").split(" ")) {
                    known.put(name.split("=")[0], response.path(name.split("=")[1]));
                }
            }
        }

        private Response send(Matcher call) {
            RequestSpecification request = RestAssured.given();
            String key = keys.get(call.group("who"));
            if (key != null) {
                request.header("Authorization", "Bearer " + key);
            }
            String path = base + filled(call.group("path"));
            String method = call.group("method");
            if (method.equals("INDEXED")) {
                Eventually.isTrue(PATIENCE, "the batch is indexed",
                        () -> request.get(path).asString().contains("\"completed\""));
                return request.get(path);
            }
            if (method.equals("FILE") || method.equals("FORM")) {
                request.contentType(ContentType.MULTIPART).multiPart("user", "u");
                if (method.equals("FILE")) {
                    request.multiPart("file", "tea.txt", "Tea is hot.".getBytes(StandardCharsets.UTF_8), "text/plain");
                }
                return request.post(path);
            }
            if (call.group("body") != null) {
                request.contentType(ContentType.JSON).body(filled(call.group("body")));
            }
            return request.urlEncodingEnabled(false).request(method, path);
        }

        private static String found(Matcher call, Response response) {
            if (response.asString().isEmpty()) {
                return "empty";
            }
            return GOOD.contains(response.statusCode())
                    ? String.join(" ", fields(response))
                    : response.path("code");
        }

        /** The fields in their order here; with an ellipsis, all that are there when the named ones are among them. */
        private static String wanted(Matcher call, Response response) {
            List<String> names = new ArrayList<>(Arrays.asList(call.group("answer").strip().split(" ")));
            if (names.remove("…") && GOOD.contains(response.statusCode()) && fields(response).containsAll(names)) {
                return String.join(" ", fields(response));
            }
            return GOOD.contains(Integer.parseInt(call.group("status")))
                    ? String.join(" ", new TreeSet<>(names))
                    : names.getFirst();
        }

        private static Set<String> fields(Response response) {
            return new TreeSet<>(response.<Map<String, Object>>path("$").keySet());
        }

        private String filled(String text) {
            String filled = text;
            for (Map.Entry<String, String> name : known.entrySet()) {
                filled = filled.replace("{" + name.getKey() + "}", name.getValue());
            }
            return filled.replace(" ", text.startsWith("/") ? "%20" : " ");
        }
    }
}
