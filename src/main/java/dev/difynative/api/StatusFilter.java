package dev.difynative.api;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.resteasy.reactive.ResponseStatus;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Puts the status of an endpoint's annotation into the document, which the generator does not know; used by the build only. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class StatusFilter implements OASFilter {
    private final Map<String, String> statusByOperation = new HashMap<>();

    public StatusFilter(IndexView index) {
        for (AnnotationInstance status : index.getAnnotations(ResponseStatus.class)) {
            MethodInfo method = status.target().asMethod();
            // As quarkus.smallrye-openapi.operation-id-strategy names operations.
            statusByOperation.put(method.declaringClass().simpleName() + "_" + method.name(), status.value().asString());
        }
    }

    @Override
    public Operation filterOperation(Operation operation) {
        String status = statusByOperation.get(operation.getOperationId());
        APIResponses responses = operation.getResponses();
        if (status != null && responses != null && responses.hasAPIResponse("200")) {
            APIResponse response = responses.getAPIResponse("200");
            responses.removeAPIResponse("200");
            responses.addAPIResponse(status, status.equals("201") ? response.description("Created") : response);
        }
        return operation;
    }
}
