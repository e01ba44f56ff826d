package dev.difynative.api.service;

import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

import dev.difynative.api.RateLimitHeaders;
import dev.difynative.api.Surface;
import dev.difynative.api.service.ServiceAdmission.Admission;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.logging.LogContext;
import dev.difynative.quota.Decision;
import dev.difynative.quota.EndUserLimits;
import io.vertx.ext.web.RoutingContext;

/** Admits calls of the public API: a known key, an app that is open to calls, a limit that is not used up. */
public class ServiceAuthFilter {
    /** The property of a request that was counted. */
    static final String ADMITTED = ServiceAuthFilter.class.getName();
    private static final String FORMS = "/api/form/human_input/";
    private static final String ROOT = "/api";

    private final ServiceAdmission admissions;
    private final EndUserLimits endUsers;

    ServiceAuthFilter(ServiceAdmission admissions, EndUserLimits endUsers) {
        this.admissions = admissions;
        this.endUsers = endUsers;
    }

    @ServerRequestFilter
    public void admit(ResteasyReactiveContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (Surface.of(path) != Surface.PUBLIC || !Surface.PUBLIC.covers(path) || path.startsWith("/api/spec/")
                || path.equals(ROOT)
                || path.equals(ROOT + "/")) {
            return;
        }
        if (path.startsWith(FORMS) && request.getHeaderString(HttpHeaders.AUTHORIZATION) == null) {
            // The token in the path is a secret by itself: who fills in a form by a link has no key.
            return;
        }
        CompletionStage<Admission> admission = admissions.admit(request);
        if (admission.toCompletableFuture().isDone()) {
            enter(admission.toCompletableFuture().join(), request);
            return;
        }
        request.suspend();
        admission.whenComplete((admitted, refused) -> {
            if (refused != null) {
                request.resume(refused);
                return;
            }
            try {
                ((ResteasyReactiveRequestContext) request.getServerRequestContext()).requireCDIRequestScope();
                enter(admitted, request);
                request.resume();
            } catch (Failure failure) {
                request.resume(failure);
            }
        });
    }

    private void enter(Admission admission, ResteasyReactiveContainerRequestContext request) {
        Decision decision = admission.decision();
        request.setProperty(ADMITTED, true);
        LogContext.tenant(admission.key().tenantId());
        RateLimitHeaders.show(decision, request.getServerRequestContext().serverResponse());
        if (endUsers.areSet()) {
            RateLimitHeaders.showLast(decision,
                    ((ResteasyReactiveRequestContext) request.getServerRequestContext()).unwrap(RoutingContext.class));
        }
        if (!decision.allowed()) {
            throw admission.refusal();
        }
        admissions.touch(admission);
        admission.asCaller().run();
    }
}
