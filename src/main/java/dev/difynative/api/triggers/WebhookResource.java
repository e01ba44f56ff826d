package dev.difynative.api.triggers;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.workflow.trigger.TriggerConfig;
import dev.difynative.workflow.trigger.WebhookCall;
import dev.difynative.workflow.trigger.Webhooks;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The addresses that programs from outside call to begin runs; who knows an address may call it. */
@Path("/triggers/{kind}/{id}")
@RunOnVirtualThread
class WebhookResource {
    private final Webhooks webhooks;
    private final TriggerConfig config;

    WebhookResource(Webhooks webhooks, TriggerConfig config) {
        this.webhooks = webhooks;
        this.config = config;
    }

    @GET
    public Response get(@PathParam("kind") String kind, @PathParam("id") String id, @Context UriInfo uri,
            @Context HttpHeaders headers) {
        return answer(kind, id, call("GET", uri, headers, new byte[0], Map.of(), Map.of()));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response post(@PathParam("kind") String kind, @PathParam("id") String id, @Context UriInfo uri,
            @Context HttpHeaders headers, InputStream body) throws IOException {
        return answer(kind, id, call("POST", uri, headers, bytes(headers, body), Map.of(), Map.of()));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response postForm(@PathParam("kind") String kind, @PathParam("id") String id, @Context UriInfo uri,
            @Context HttpHeaders headers, MultipartFormDataInput form) throws IOException {
        return answer(kind, id, form("POST", uri, headers, form));
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    public Response put(@PathParam("kind") String kind, @PathParam("id") String id, @Context UriInfo uri,
            @Context HttpHeaders headers, InputStream body) throws IOException {
        return answer(kind, id, call("PUT", uri, headers, bytes(headers, body), Map.of(), Map.of()));
    }

    @PUT
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response putForm(@PathParam("kind") String kind, @PathParam("id") String id, @Context UriInfo uri,
            @Context HttpHeaders headers, MultipartFormDataInput form) throws IOException {
        return answer(kind, id, form("PUT", uri, headers, form));
    }

    @PATCH
    @Consumes(MediaType.WILDCARD)
    public Response patch(@PathParam("kind") String kind, @PathParam("id") String id, @Context UriInfo uri,
            @Context HttpHeaders headers, InputStream body) throws IOException {
        return answer(kind, id, call("PATCH", uri, headers, bytes(headers, body), Map.of(), Map.of()));
    }

    @DELETE
    @Consumes(MediaType.WILDCARD)
    public Response delete(@PathParam("kind") String kind, @PathParam("id") String id, @Context UriInfo uri,
            @Context HttpHeaders headers, InputStream body) throws IOException {
        return answer(kind, id, call("DELETE", uri, headers, bytes(headers, body), Map.of(), Map.of()));
    }

    private Response answer(String kind, String id, WebhookCall call) {
        Webhooks.Answer answer = switch (kind) {
            case "webhook" -> webhooks.call(id, call);
            case "webhook-debug" -> webhooks.tryOut(id, call);
            default -> throw CommonError.NOT_FOUND.because("Nothing is found at this path");
        };
        return Response.status(answer.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body()).build();
    }

    private static WebhookCall call(String method, UriInfo uri, HttpHeaders headers, byte[] body, Map<String, String> fields,
            Map<String, List<WebhookCall.Upload>> files) {
        return new WebhookCall(method, contentType(headers), first(headers.getRequestHeaders()), first(uri.getQueryParameters()),
                body, fields, files);
    }

    private WebhookCall form(String method, UriInfo uri, HttpHeaders headers, MultipartFormDataInput form) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, List<WebhookCall.Upload>> files = new LinkedHashMap<>();
        long size = 0;
        for (var entry : form.getValues().entrySet()) {
            for (FormValue value : entry.getValue()) {
                size += value.isFileItem() ? value.getFileItem().getFileSize() : value.getValue().length();
                if (value.isFileItem()) {
                    files.computeIfAbsent(entry.getKey(), any -> new ArrayList<>()).add(new Part(value));
                } else {
                    fields.putIfAbsent(entry.getKey(), value.getValue());
                }
            }
        }
        if (size > config.maxBodyBytes()) {
            throw tooLarge();
        }
        return call(method, uri, headers, new byte[0], fields, files);
    }

    private byte[] bytes(HttpHeaders headers, InputStream body) throws IOException {
        if (headers.getLength() > config.maxBodyBytes()) {
            throw tooLarge();
        }
        byte[] bytes = body.readNBytes(Math.toIntExact(config.maxBodyBytes()) + 1);
        if (bytes.length > config.maxBodyBytes()) {
            throw tooLarge();
        }
        return bytes;
    }

    private Failure tooLarge() {
        return CommonError.FILE_TOO_LARGE.because("A webhook takes at most %d bytes", config.maxBodyBytes());
    }

    private static String contentType(HttpHeaders headers) {
        MediaType type = headers.getMediaType();
        return type == null ? "" : (type.getType() + "/" + type.getSubtype()).toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, String> first(MultivaluedMap<String, String> values) {
        Map<String, String> first = new LinkedHashMap<>();
        values.forEach((name, all) -> first.put(name, all.isEmpty() ? "" : all.getFirst()));
        return first;
    }

    private record Part(FormValue value) implements WebhookCall.Upload {
        @Override
        public String name() { return value.getFileName(); }

        @Override
        public String mimeType() {
            return value.getHeaders() == null ? null : value.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        }

        @Override
        public InputStream content() throws IOException { return value.getFileItem().getInputStream(); }
    }
}
