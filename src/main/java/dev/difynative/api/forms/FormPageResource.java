package dev.difynative.api.forms;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

import dev.difynative.files.FileError;
import dev.difynative.platform.error.Failure;
import dev.difynative.workflow.form.FormError;
import dev.difynative.workflow.form.HumanForms;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The page that the links in e-mails lead to: a form, without scripts. */
@Path("/form/{token}")
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class FormPageResource {
    private static final int GONE_BY = 412;
    private final HumanForms forms;

    FormPageResource(HumanForms forms) { this.forms = forms; }

    @GET
    public Response show(@RestPath String token) {
        try {
            return page(Response.Status.OK.getStatusCode(), FormPage.of(forms.get(token), ""));
        } catch (Failure refused) {
            return told(refused);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@RestPath String token, MultivaluedMap<String, String> sent) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        sent.forEach((name, values) -> {
            if (name.startsWith(FormPage.INPUT)) {
                inputs.put(name.substring(FormPage.INPUT.length()), values.getFirst());
            }
        });
        return submit(token, sent.getFirst(FormPage.ACTION), () -> inputs);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response submitWithFiles(@RestPath String token, MultipartFormDataInput sent) {
        Collection<FormValue> action = sent.getValues().getOrDefault(FormPage.ACTION, List.of());
        return submit(token, action.isEmpty() ? null : action.iterator().next().getValue(), () -> inputs(token, sent));
    }

    private Map<String, Object> inputs(String token, MultipartFormDataInput sent) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        sent.getValues().forEach((name, values) -> {
            if (name.startsWith(FormPage.INPUT)) {
                String field = name.substring(FormPage.INPUT.length());
                if (!values.iterator().next().isFileItem()) {
                    inputs.put(field, values.iterator().next().getValue());
                } else if (values.stream().anyMatch(FormPageResource::isChosen)) {
                    inputs.put(field, forms.keep(token, field,
                            values.stream().filter(FormPageResource::isChosen).map(FormPageResource::file).toList()));
                }
            }
        });
        return inputs;
    }

    /** A field for a file in which none was chosen comes with an empty name. */
    private static boolean isChosen(FormValue value) {
        return value.isFileItem() && value.getFileName() != null && !value.getFileName().isEmpty();
    }

    private static HumanForms.SentFile file(FormValue value) {
        String type = value.getHeaders().getFirst("Content-Type");
        return new HumanForms.SentFile(value.getFileName(), type == null ? MediaType.APPLICATION_OCTET_STREAM : type,
                () -> value.getFileItem().getInputStream());
    }

    private Response submit(String token, String action, Supplier<Map<String, Object>> inputs) {
        try {
            forms.submit(token, new HumanForms.Submission(action, inputs.get(), null));
            return page(Response.Status.OK.getStatusCode(), FormPage.message("Thank you: your answer has been taken."));
        } catch (Failure refused) {
            if (refused.code() == FormError.INVALID_FORM_DATA || refused.code() instanceof FileError) {
                return page(refused.code().wire().status(), FormPage.of(forms.get(token), refused.getMessage()));
            }
            return told(refused);
        }
    }

    /** What has become of a form is said on the page; all else is an error like any other. */
    private static Response told(Failure refused) {
        if (refused.code().wire().status() != GONE_BY) {
            throw refused;
        }
        return page(GONE_BY, FormPage.message(refused.getMessage()));
    }

    private static Response page(int status, String html) {
        return Response.status(status).type("text/html; charset=utf-8").entity(html)
                .header("Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer").header("Cache-Control", "no-store").build();
    }
}
