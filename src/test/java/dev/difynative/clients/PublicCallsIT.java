package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
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
    private static final Pattern CALL = Pattern.compile("(?<who>\\w+) +(?<method>[A-Z]+)(?::(?<file>\\S+))? (?<path>\\S+)"
            + "(?: (?<body>[{n].*?))? +(?<status>\\d{3}) (?<answer>.*?)(?: where (?<where>.*?))?(?: as (?<as>.*))?");
    private static final Set<Integer> GOOD = Set.of(200, 201, 204);
    private static final Set<String> WITH_FILE = Set.of("FILE", "FILES", "FORM", "REPLACE");

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
        Map<String, String> byName = new HashMap<>();
        for (var key : Served.Keys.class.getRecordComponents()) {
            try {
                byName.put(key.getName(), (String) key.getAccessor().invoke(keys));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        byName.put("stranger", "app-" + "x".repeat(24));
        return byName;
    }

    private record Caller(String base, Map<String, String> keys, Map<String, String> known) {

        private void make(Matcher call, List<String> wrong) {
            Response response = send(call);
            String found = response.statusCode() + " " + found(response);
            String wanted = call.group("status") + " " + wanted(call, response);
            List<String> faults = new ArrayList<>();
            if (!found.equals(wanted)) {
                faults.add("%s instead of %s".formatted(found, wanted));
            } else if (call.group("where") != null) {
                Fields.check(response, filled(call.group("where")), faults);
            }
            if (call.group("as") != null) {
                for (String name : call.group("as").split(" ")) {
                    known.put(name.split("=")[0], found.equals(wanted) ? response.path(name.split("=")[1]) : "nothing");
                }
            }
            faults.forEach(fault -> wrong.add("%s %s %s: %s: %s".formatted(call.group("who"), call.group("method"),
                    call.group("path"), fault, readable(response))));
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
                await(() -> !request.get(path).asString().matches(".*(queuing|parsing|cleaning|splitting|indexing)\".*"));
                return request.get(path);
            }
            if (WITH_FILE.contains(method)) {
                multipart(request, call);
                return method.equals("REPLACE") ? request.patch(path) : request.post(path);
            }
            if (call.group("body") != null) {
                request.contentType(ContentType.JSON).body(filled(call.group("body")));
            }
            return request.urlEncodingEnabled(false).request(method, path);
        }

        /** What is not indexed in time is seen in the answer. */
        private static void await(BooleanSupplier indexed) {
            try {
                Eventually.isTrue("the batch is indexed", indexed);
            } catch (AssertionError late) {
                System.err.println(late.getMessage());
            }
        }

        /** A form with one file, or two of them, or none; a body is its part {@code data}. */
        private void multipart(RequestSpecification request, Matcher call) {
            request.contentType(ContentType.MULTIPART).multiPart("user", "u");
            if (call.group("body") != null) {
                request.multiPart("data", filled(call.group("body")));
            }
            String name = call.group("file") == null ? "tea.txt" : call.group("file");
            byte[] content = "Tea is hot.\nMilk is cold.".getBytes(StandardCharsets.UTF_8);
            int files = switch (call.group("method")) {
                case "FORM" -> 0;
                case "FILES" -> 2;
                default -> 1;
            };
            for (int i = 0; i < files; i++) {
                request.multiPart("file", name, content, name.endsWith(".mp3") ? "audio/mpeg" : "text/plain");
            }
        }

        private static String readable(Response response) {
            return response.contentType().startsWith("application/json") ? response.asString() : response.contentType();
        }

        /** An error's code, the fields of an object, {@code list}, or the type of anything else. */
        private static String found(Response response) {
            if (response.asByteArray().length == 0) {
                return "empty";
            }
            if (!response.contentType().startsWith("application/json")) {
                return response.contentType().split(";")[0];
            }
            if (!GOOD.contains(response.statusCode())) {
                return response.path("code");
            }
            return response.path("$") instanceof List
                    ? "list"
                    : fields(response).isEmpty() ? "{}" : String.join(" ", fields(response));
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
                filled = filled.replace("{" + name.getKey() + "}", String.valueOf(name.getValue()));
            }
            return filled.replace(" ", text.startsWith("/") ? "%20" : " ");
        }
    }

    /** What a list of calls says of single fields: {@code path=value}, {@code path:type} and {@code path{its,fields}}. */
    private static final class Fields {
        private static final Pattern SAID = Pattern.compile("(?<path>[^=:{]+)(?:=(?<value>.*)|:(?<type>\\w+)|\\{(?<names>.*)})");

        private static void check(Response response, String all, List<String> faults) {
            for (String one : all.strip().split(" +")) {
                Matcher said = SAID.matcher(one);
                assertEquals(true, said.matches(), one);
                Object found = response.path(said.group("path"));
                if (!holds(said, found)) {
                    faults.add(one + " does not hold, it is " + (found instanceof Map<?, ?> map ? map.keySet() : found));
                }
            }
        }

        private static boolean holds(Matcher said, Object found) {
            if (said.group("value") != null) {
                return said.group("value").equals(String.valueOf(found));
            }
            if (said.group("type") != null) {
                return is(said.group("type"), found);
            }
            Set<String> wanted = new TreeSet<>(Arrays.asList(said.group("names").split(",")));
            boolean more = wanted.remove("…");
            return found instanceof Map<?, ?> map && (more ? map.keySet().containsAll(wanted) : map.keySet().equals(wanted));
        }

        private static boolean is(String type, Object found) {
            return switch (type) {
                case "string" -> found instanceof String;
                case "integer" -> found instanceof Integer;
                case "float" -> found instanceof Float || found instanceof Double;
                case "object" -> found instanceof Map;
                case "array" -> found instanceof List;
                case "null" -> found == null;
                // Seconds, not milliseconds, since 1970.
                case "epoch" -> found instanceof Integer seconds && seconds > 1_600_000_000;
                case "iso" -> found instanceof String text && text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*");
                default -> throw new IllegalArgumentException(type);
            };
        }
    }
}
