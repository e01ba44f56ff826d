package dev.difynative.importer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.net.Target;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * The console API of the service that is taken from, called as its web interface calls it. Newer versions of Dify keep the
 * session in cookies and want the password encoded and a CSRF token; older ones, and this service, answer with a token.
 */
final class DifyConsole {
    private static final int ATTEMPTS = 6;
    private static final int PAGE = 100;
    private static final OutboundRequest.Options CALL = new OutboundRequest.Options(Duration.ofMinutes(2), 64 * 1024 * 1024, 5);
    private static final OutboundRequest.Options DOWNLOAD = new OutboundRequest.Options(Duration.ofMinutes(10), 110 * 1024 * 1024,
            5);

    private final OutboundClient client;
    private final ObjectMapper json;
    private final String base;
    private final String email;
    private final String password;
    private final Consumer<Duration> pause;
    private Map<String, String> session = Map.of();

    DifyConsole(OutboundClient client, ObjectMapper json, String url, String email, String password, Consumer<Duration> pause) {
        this.client = client;
        this.json = json;
        this.base = address(url);
        this.email = email;
        this.password = password;
        this.pause = pause;
    }

    /** The address without what people add to it. */
    static String address(String url) {
        return url.strip().replaceFirst("/+$", "").replaceFirst("/(console/api|console|v1|apps|signin)$", "");
    }

    void signIn() {
        String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        OutboundResponse answer = logIn(encoded);
        if (answer.status() == 400 || answer.status() == 401) {
            answer = logIn(password);
        }
        if (!answer.successful()) {
            throw refusal("sign in to " + base, answer);
        }
        session = session(answer);
    }

    JsonNode get(String path) { return read(path, call(path)); }

    /** The same; a missing node where the source has no such thing. */
    JsonNode optional(String path) {
        try {
            return get(path);
        } catch (SourceException refused) {
            if (refused.isMissing()) {
                return MissingNode.getInstance();
            }
            throw refused;
        }
    }

    /** The items of all pages of a list, whichever way it is paged; a list without pages is one. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String glue = path.contains("?") ? "&" : "?";
        for (int page = 1;; page++) {
            JsonNode answer = get(path + glue + "page=" + page + "&limit=" + PAGE);
            JsonNode data = answer.isArray() ? answer : answer.path("data");
            data.forEach(items::add);
            if (!answer.path("has_more").asBoolean() || data.isEmpty()) {
                return items;
            }
        }
    }

    /** The messages of a conversation, the oldest first. */
    List<JsonNode> messages(String app, String conversation) {
        List<JsonNode> messages = new ArrayList<>();
        String first = "";
        while (true) {
            JsonNode answer = get("/apps/" + app + "/chat-messages?conversation_id=" + conversation + "&limit=" + PAGE + first);
            List<JsonNode> page = new ArrayList<>();
            answer.path("data").forEach(page::add);
            messages.addAll(0, page);
            if (!answer.path("has_more").asBoolean() || page.isEmpty()) {
                return messages;
            }
            first = "&first_id=" + page.getFirst().path("id").asText();
        }
    }

    /** What lies at an address that the console has named. */
    byte[] download(String url) {
        String whole = URI.create(base + "/").resolve(url).toString();
        OutboundResponse answer = patiently(
                () -> client.sendAndWait(OutboundRequest.get(OutboundPolicy.ADMIN, whole).with(DOWNLOAD)));
        if (!answer.successful()) {
            throw refusal("fetch a file", answer);
        }
        return answer.body().getBytes();
    }

    private OutboundResponse call(String path) {
        OutboundResponse answer = patiently(() -> send(path));
        if (answer.status() == 401) {
            signIn();
            answer = patiently(() -> send(path));
        }
        if (!answer.successful()) {
            throw refusal("GET " + path, answer);
        }
        return answer;
    }

    private OutboundResponse send(String path) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(session);
        return client
                .sendAndWait(new OutboundRequest(OutboundPolicy.ADMIN, HttpMethod.GET, Target.parse(base + "/console/api" + path),
                        headers, null, CALL));
    }

    private OutboundResponse logIn(String secret) {
        Buffer body = Buffer.buffer(json.createObjectNode().put("email", email).put("password", secret).put("remember_me", true)
                .toString());
        return patiently(() -> client.sendAndWait(
                OutboundRequest.postJson(OutboundPolicy.ADMIN, base + "/console/api/login", Map.of(), body).with(CALL)));
    }

    /** Tries again when the source is busy, as long as it asks for. */
    private OutboundResponse patiently(java.util.function.Supplier<OutboundResponse> attempt) {
        for (int tried = 1;; tried++) {
            Duration wait = Duration.ofSeconds(1L << tried);
            try {
                OutboundResponse answer = attempt.get();
                if (tried == ATTEMPTS || answer.status() != 429 && answer.status() < 502) {
                    return answer;
                }
                wait = asked(answer.headers().get("retry-after"), wait);
            } catch (Failure unreachable) {
                if (tried == ATTEMPTS) {
                    throw new SourceException(0, base + " was not reached: " + unreachable.getMessage());
                }
            }
            pause.accept(wait);
        }
    }

    private static Duration asked(String seconds, Duration otherwise) {
        return seconds != null && seconds.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(seconds)) : otherwise;
    }

    private Map<String, String> session(OutboundResponse answer) {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String cookie : answer.headers().getAll("set-cookie")) {
            String pair = cookie.split(";", 2)[0];
            int equals = pair.indexOf('=');
            if (equals > 0) {
                cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            }
        }
        String token = read("/login", answer).at("/data/access_token").asText("");
        if (!token.isEmpty()) {
            return Map.of("authorization", "Bearer " + token);
        }
        String csrf = cookies.entrySet().stream().filter(cookie -> cookie.getKey().endsWith("csrf_token"))
                .map(Map.Entry::getValue).findFirst().orElse("");
        if (cookies.keySet().stream().noneMatch(name -> name.endsWith("access_token"))) {
            throw new SourceException(answer.status(), base + " let nobody in: its answer has neither a token nor cookies");
        }
        String all = String.join("; ", cookies.entrySet().stream().map(Object::toString).toList());
        return csrf.isEmpty() ? Map.of("cookie", all) : Map.of("cookie", all, "x-csrf-token", csrf);
    }

    private JsonNode read(String path, OutboundResponse answer) {
        try {
            return json.readTree(answer.text());
        } catch (JsonProcessingException notJson) {
            throw new SourceException(answer.status(), "The answer to " + path + " is no JSON: is " + base
                    + " the address of a Dify service?");
        }
    }

    private SourceException refusal(String what, OutboundResponse answer) {
        String message;
        try {
            message = json.readTree(answer.text()).path("message").asText("");
        } catch (JsonProcessingException notJson) {
            message = "";
        }
        return new SourceException(answer.status(),
                "Could not %s: %d%s".formatted(what, answer.status(), message.isEmpty() ? "" : ", " + message));
    }
}
