package dev.difynative.api.triggers;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
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

    /** What is called, and with which parameters. */
    static class Target {
        @PathParam("kind") String kind;
        @PathParam("id") String id;
        @Context UriInfo uri;
        @Context HttpHeaders headers;

        WebhookCall call(String method, byte[] body, Map<String, String> fields, Map<String, List<WebhookCall.Upload>> files) {
            return new WebhookCall(method, contentType(headers), first(headers.getRequestHeaders()),
                    first(uri.getQueryParameters()), body, fields, files);
        }
    }

    @GET
    public Response get(@BeanParam Target target) throws IOException {
        return plain("GET", target, InputStream.nullInputStream());
    }

    @HEAD
    public Response head(@BeanParam Target target) throws IOException {
        return Response.status(plain("HEAD", target, InputStream.nullInputStream()).getStatus()).build();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    public Response post(@BeanParam Target target, InputStream body) throws IOException { return plain("POST", target, body); }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response postForm(@BeanParam Target target, MultipartFormDataInput form) throws IOException {
        return form("POST", target, form);
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    public Response put(@BeanParam Target target, InputStream body) throws IOException { return plain("PUT", target, body); }

    @PUT
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response putForm(@BeanParam Target target, MultipartFormDataInput form) throws IOException {
        return form("PUT", target, form);
    }

    @PATCH
    @Consumes(MediaType.WILDCARD)
    public Response patch(@BeanParam Target target, InputStream body) throws IOException { return plain("PATCH", target, body); }

    @DELETE
    @Consumes(MediaType.WILDCARD)
    public Response delete(@BeanParam Target target, InputStream body) throws IOException {
        return plain("DELETE", target, body);
    }

    private Response plain(String method, Target target, InputStream body) throws IOException {
        return answer(target, target.call(method, bytes(target.headers, body), Map.of(), Map.of()));
    }

    private Response answer(Target target, WebhookCall call) {
        Webhooks.Answer answer = switch (target.kind) {
            case "webhook" -> webhooks.call(target.id, call);
            case "webhook-debug" -> webhooks.tryOut(target.id, call);
            default -> throw CommonError.NOT_FOUND.because("Nothing is found at this path");
        };
        return Response.status(answer.status()).type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body()).build();
    }

    private Response form(String method, Target target, MultipartFormDataInput form) throws IOException {
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
        return answer(target, target.call(method, new byte[0], fields, files));
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
        return type == null ? "" : (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
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
