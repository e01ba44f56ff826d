package dev.difynative.api.service.workflow;

import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

import dev.difynative.api.service.AppCaller;
import dev.difynative.api.service.Bodies;
import dev.difynative.api.service.EndUserScopes;
import dev.difynative.chat.history.EndUserScope;
import dev.difynative.workflow.form.FormDefinition;
import dev.difynative.workflow.form.HumanForms;
import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * The forms that runs wait for. With an app's key, those of its runs; without a key the token is enough, as for who has got it
 * by e-mail.
 */
@Path("/api/form/human_input/{token}")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ServiceHumanInputResource {
    private final HumanForms forms;
    private final EndUserScopes scopes;
    private final AppCaller caller;

    ServiceHumanInputResource(HumanForms forms, EndUserScopes scopes, AppCaller caller) {
        this.forms = forms;
        this.scopes = scopes;
        this.caller = caller;
    }

    @GET
    public FormDefinition form(@RestPath String token, @RestHeader(HttpHeaders.AUTHORIZATION) String key) {
        return key == null ? forms.get(token) : forms.ofApp(caller.tenantId(), caller.appId(), token);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Object> submit(@RestPath String token, FillForm body,
            @RestHeader(HttpHeaders.AUTHORIZATION) String key) {
        FillForm filled = Bodies.required(body);
        if (key == null) {
            forms.submit(token, new HumanForms.Submission(filled.action(), filled.inputs(), null));
        } else {
            EndUserScope scope = scopes.ofNamed(filled.user());
            forms.submitOfApp(scope.tenantId(), scope.appId(), token,
                    new HumanForms.Submission(filled.action(), filled.inputs(), scope.endUserId()));
        }
        return Map.of();
    }
}
