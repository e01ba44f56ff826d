package dev.difynative.workflow.node.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.platform.net.OutboundPolicy;
import dev.difynative.platform.net.OutboundRequest;
import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.platform.net.Target;
import dev.difynative.workflow.graph.FaultHandling;
import dev.difynative.workflow.graph.Node;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.node.file.NodeFiles;
import dev.difynative.workflow.value.TextTemplate;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/** Calls an address of the author's choice, through the guard that keeps it out of the service's own network. */
@Singleton
class HttpRequestNode implements NodeExecutor<HttpRequestNode.Config> {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head");
    private static final int REDIRECTS = 10;

    private final OutboundClient http;
    private final NodeFiles files;
    private final HttpNodeConfig settings;

    record Config(String method, TextTemplate url, HttpAuthorization authorization, Pairs headers, Pairs parameters,
            HttpBody body,
            Duration timeout, boolean verifyTls) {}

    HttpRequestNode(OutboundClient http, NodeFiles files, HttpNodeConfig settings) {
        this.http = http;
        this.files = files;
        this.settings = settings;
    }

    @Override
    public String type() { return "http-request"; }

    @Override
    public Config configure(NodeData data) {
        String method = data.text("method", "get").strip().toLowerCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw data.fault("method", "enum", "must be one of " + String.join(", ", METHODS));
        }
        NodeData timeout = data.object("timeout");
        Duration connect = seconds(timeout, "connect", settings.maxConnectTimeout());
        Duration read = seconds(timeout, "read", settings.maxReadTimeout());
        HttpBody body = HttpBody.read(data);
        // A body takes its own time to be sent.
        Duration write = body.kind() == HttpBody.Kind.NONE
                ? Duration.ZERO
                : seconds(timeout, "write", settings.maxWriteTimeout());
        return new Config(method, data.template("url"), HttpAuthorization.read(data), Pairs.read(data.text("headers", "")),
                Pairs.read(data.text("params", "")), body, connect.plus(write).plus(read),
                data.flag("ssl_verify", settings.verifyTls()));
    }

    /** Zero, as editors write it, means no wish; more than is allowed is cut to that. */
    private static Duration seconds(NodeData timeout, String field, Duration most) {
        int wanted = timeout.integer(field, 0);
        return wanted <= 0 || wanted > most.toSeconds() ? most : Duration.ofSeconds(wanted);
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        String url = HttpAddress.of(context.render(config.url()), config.parameters().filled(context::render));
        HttpBody.Content body = config.body().content(context, files, settings.maxBinary().asLongValue());
        MultiMap headers = headers(config, context, body);
        Map<String, Value> process = Map.of("request", Value.of(shown(config, url, headers, body)));
        OutboundRequest request = new OutboundRequest(OutboundPolicy.UNTRUSTED,
                HttpMethod.valueOf(config.method().toUpperCase(Locale.ROOT)),
                Target.parse(url), headers, body.bytes(), new OutboundRequest.Options(config.timeout(),
                        (int) settings.maxBinary().asLongValue(), REDIRECTS, config.verifyTls()));
        CompletableFuture<OutboundResponse> call = http.send(request);
        context.onCancel(() -> call.cancel(true));
        try {
            return result(config, context, new HttpReply(context.await(call), url), process);
        } catch (Failure failed) {
            return NodeResult.failed("HttpRequestNodeError", failed.getMessage()).withProcessData(process);
        }
    }

    private NodeResult result(Config config, NodeContext context, HttpReply reply, Map<String, Value> process) {
        boolean file = !config.method().equals("head") && reply.isFile() && reply.response().body().length() > 0;
        long mostText = settings.maxText().asLongValue();
        if (!file && reply.response().body().length() > mostText) {
            return NodeResult.failed("ResponseSizeError", "The answer has %d bytes; a text may have %d at most"
                    .formatted(reply.response().body().length(), mostText)).withProcessData(process);
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("status_code", Value.of(reply.response().status()));
        outputs.put("body", Value.of(file ? "" : reply.text()));
        outputs.put("headers", reply.headers());
        outputs.put("files", Value.of(file ? List.of(kept(context, reply)) : List.<Value>of()));
        if (!reply.response().successful() && caresForStatus(context.node())) {
            return NodeResult.failed("HTTPResponseCodeError", "Request failed with status code " + reply.response().status())
                    .withOutputs(outputs).withProcessData(process);
        }
        return NodeResult.succeeded(outputs).withProcessData(process);
    }

    /** A status that is no success is a result like any other, unless something is to be done about it. */
    private static boolean caresForStatus(Node node) {
        return !(node.faults() instanceof FaultHandling.Abort) || node.retry().retries() > 0;
    }

    private Value kept(NodeContext context, HttpReply reply) {
        String type = reply.type().isEmpty() ? "application/octet-stream" : reply.type();
        return files.keep(context.run(), reply.response().body().getBytes(), reply.filename(), type);
    }

    private static MultiMap headers(Config config, NodeContext context, HttpBody.Content body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (Pairs.Filled header : config.headers().filled(context::render)) {
            String name = header.name();
            if (name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") && !name.equalsIgnoreCase("content-length")
                    && !name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("transfer-encoding")) {
                headers.set(name, header.value().replaceAll("[\\r\\n\\x00]+", " ").strip());
            }
        }
        boolean multipart = config.body().kind() == HttpBody.Kind.FORM_DATA;
        if (body.type() != null && (multipart || !headers.contains("content-type"))) {
            headers.set("content-type", body.type());
        }
        if (config.authorization().present()) {
            headers.set(config.authorization().header(),
                    config.authorization().value(context::render).replaceAll("[\\r\\n]+", ""));
        }
        if (!headers.contains("user-agent")) {
            headers.set("user-agent", "dify-native");
        }
        if (!headers.contains("accept")) {
            headers.set("accept", "*/*");
        }
        return headers;
    }

    /** The request for the history; its key is not shown. */
    private static String shown(Config config, String url, MultiMap headers, HttpBody.Content body) {
        StringBuilder shown = new StringBuilder(config.method().toUpperCase(Locale.ROOT)).append(' ').append(url).append('\n');
        headers.forEach(header -> {
            boolean secret = header.getKey().equalsIgnoreCase("authorization")
                    || config.authorization().present() && header.getKey().equalsIgnoreCase(config.authorization().header());
            shown.append(header.getKey()).append(": ").append(secret ? "********" : header.getValue()).append('\n');
        });
        boolean text = config.body().kind() != HttpBody.Kind.BINARY && config.body().kind() != HttpBody.Kind.FORM_DATA;
        if (body.bytes() != null) {
            shown.append('\n').append(text && body.bytes().length() <= 10_000
                    ? body.bytes().toString()
                    : "(%d bytes)".formatted(body.bytes().length()));
        }
        return shown.toString();
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("status_code", ValueType.NUMBER, "body", ValueType.STRING, "headers", ValueType.OBJECT, "files",
                ValueType.ARRAY_FILE);
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) { return config.body().files(); }
}
