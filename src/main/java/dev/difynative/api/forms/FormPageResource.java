package dev.difynative.api.forms;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestPath;

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
        try {
            forms.submit(token, new HumanForms.Submission(sent.getFirst(FormPage.ACTION), inputs, null));
            return page(Response.Status.OK.getStatusCode(), FormPage.message("Thank you: your answer has been taken."));
        } catch (Failure refused) {
            if (refused.code() == FormError.INVALID_FORM_DATA) {
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
