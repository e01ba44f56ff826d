package dev.difynative.api.service;

import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

import dev.difynative.api.ErrorMappers;
import dev.difynative.api.RateLimitHeaders;
import dev.difynative.api.Surface;
import dev.difynative.api.service.ServiceAdmission.Admission;
import dev.difynative.platform.error.Failure;
import io.smallrye.mutiny.Uni;

/** A call of the public API that meets no endpoint counts as any other one, and is told what it may still do; without a key it is nobody's. */
public class UnmatchedCalls {
    private final ServiceAdmission admissions;
    private final ErrorMappers mappers;

    UnmatchedCalls(ServiceAdmission admissions, ErrorMappers mappers) {
        this.admissions = admissions;
        this.mappers = mappers;
    }

    @ServerExceptionMapper({NotFoundException.class, NotAllowedException.class})
    public Uni<Response> unmatched(WebApplicationException fault, ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (request.getProperty(ServiceAuthFilter.ADMITTED) != null || Surface.of(path) != Surface.PUBLIC
                || !Surface.PUBLIC.covers(path)) {
            return Uni.createFrom().item(mappers.ofFramework(fault, request));
        }
        CompletionStage<Admission> admission;
        try {
            admission = admissions.admit(request);
        } catch (Failure nobody) {
            return Uni.createFrom().item(mappers.ofFramework(fault, request));
        }
        return Uni.createFrom().completionStage(admission).map(admitted -> counted(admitted, fault, request))
                .onFailure(Failure.class).recoverWithItem(nobody -> mappers.ofFramework(fault, request));
    }

    private Response counted(Admission admission, WebApplicationException fault, ContainerRequestContext request) {
        RateLimitHeaders.show(admission.decision(),
                ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext().serverResponse());
        return admission.decision().allowed()
                ? mappers.ofFramework(fault, request)
                : mappers.known(admission.refusal(), request);
    }
}
