package dev.difynative.testsupport;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Stands in for a collector of OpenTelemetry: takes spans over gRPC and as {@code http/protobuf}, as the protocol describes them
 * (https://opentelemetry.io/docs/specs/otlp/).
 */
public final class TraceCollector implements AutoCloseable {
    /** What a collector is asked for over gRPC. */
    public static final String GRPC = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    /** One byte whether what follows is compressed, four for its length. */
    private static final int GRPC_PREFIX = 5;

    private final Vertx vertx = Vertx.vertx();
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** What was received of one span; ids are in hexadecimal digits, {@code parent} is empty for the first of a trace. */
    public record Span(String service, String name, String kind, String trace, String id, String parent, String status,
            Map<String, String> attributes, List<String> events) {}

    private TraceCollector() {
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0)).requestHandler(this::take);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    public static TraceCollector start() { return new TraceCollector(); }

    public String url() { return "http://127.0.0.1:" + server.actualPort(); }

    public List<Span> spans() { return List.copyOf(spans); }

    /** Where the spans were sent to, which tells the protocol. */
    public List<String> paths() { return List.copyOf(paths); }

    public void forget() {
        spans.clear();
        paths.clear();
    }

    /** Waits for a span that is so. */
    public Span await(String what, Predicate<Span> wanted) {
        Eventually.isTrue(what + " among " + spans, () -> spans.stream().anyMatch(wanted));
        return spans.stream().filter(wanted).findFirst().orElseThrow();
    }

    private void take(HttpServerRequest request) {
        paths.add(request.path());
        request.bodyHandler(body -> {
            boolean grpc = request.path().equals(GRPC);
            read(grpc ? body.getBuffer(GRPC_PREFIX, body.length()) : body);
            HttpServerResponse response = request.response();
            if (grpc) {
                response.putHeader("content-type", "application/grpc").putTrailer("grpc-status", "0");
                response.end(Buffer.buffer(new byte[GRPC_PREFIX]));
            } else {
                response.putHeader("content-type", "application/x-protobuf").end();
            }
        });
    }

    private void read(Buffer message) {
        try {
            for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(message.getBytes()).getResourceSpansList()) {
                String service = attributes(of.getResource().getAttributesList()).get("service.name");
                of.getScopeSpansList().forEach(scope -> scope.getSpansList().forEach(span -> spans.add(span(service, span))));
            }
        } catch (InvalidProtocolBufferException unreadable) {
            throw new AssertionError("Not what the protocol demands", unreadable);
        }
    }

    private static Span span(String service, io.opentelemetry.proto.trace.v1.Span sent) {
        return new Span(service, sent.getName(), sent.getKind().name().substring("SPAN_KIND_".length()), hex(sent.getTraceId()),
                hex(sent.getSpanId()), hex(sent.getParentSpanId()),
                sent.getStatus().getCode().name().substring("STATUS_CODE_".length()),
                attributes(sent.getAttributesList()),
                sent.getEventsList().stream().map(event -> event.getName() + attributes(event.getAttributesList())).toList());
    }

    private static Map<String, String> attributes(List<KeyValue> sent) {
        return sent.stream().collect(Collectors.toMap(KeyValue::getKey, each -> text(each.getValue()), (one, other) -> other,
                ConcurrentHashMap::new));
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) { return HexFormat.of().formatHex(bytes.toByteArray()); }

    @Override
    public void close() { vertx.close().toCompletionStage().toCompletableFuture().join(); }
}
