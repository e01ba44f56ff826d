package dev.difynative.api.service;

import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.auth.keys.ApiKeyKind;
import dev.difynative.auth.keys.ApiKeyPrincipal;
import dev.difynative.auth.keys.ApiKeys;
import dev.difynative.knowledge.Viewer;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.event.EventLoops;
import dev.difynative.quota.CallLimits;
import dev.difynative.quota.Decision;
import dev.difynative.quota.Part;
import dev.difynative.quota.PlanLimits;
import dev.difynative.quota.QuotaConfig;
import dev.difynative.quota.RateLimits;
import dev.difynative.workspace.TenantDirectory;
import dev.difynative.workspace.TenantDirectory.TenantSnapshot;

/**
 * Finds the key of a call of the public API and counts the call. The paths below {@code /datasets} and {@code /workspaces} want a
 * dataset key and belong to no app.
 */
@ApplicationScoped
class ServiceAdmission {
    private static final String BEARER = "bearer ";
    /** What is called with a key of the workspace's datasets. */
    private static final List<String> OF_DATASETS = List.of("/api/datasets", "/api/workspaces");

    private final ApiKeys keys;
    private final CalledApp called;
    private final RateLimits limits;
    private final TenantDirectory tenants;
    private final AppCaller caller;
    private final DatasetCaller datasetCaller;
    private final CallLimits perKey;

    ServiceAdmission(ApiKeys keys, CalledApp called, RateLimits limits, TenantDirectory tenants, AppCaller caller,
            DatasetCaller datasetCaller, QuotaConfig config) {
        this.keys = keys;
        this.called = called;
        this.limits = limits;
        this.tenants = tenants;
        this.caller = caller;
        this.datasetCaller = datasetCaller;
        this.perKey = config.perKey().limits();
    }

    /** A key that was found and a call that was counted; {@code asCaller} tells the endpoint who calls. */
    record Admission(ApiKeyPrincipal key, Decision decision, Runnable asCaller) {

        /** The failure of a call that the limits do not let pass. */
        Failure refusal() {
            return CommonError.RATE_LIMIT_EXCEEDED.because("Rate limit exceeded: try again in %d s", decision.retryAfter());
        }
    }

    /** Does it here if everything is in memory, else on a worker thread. */
    CompletionStage<Admission> admit(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        String token = token(request);
        String namedApp = request.getHeaderString("X-App-Id");
        boolean toDatasets = OF_DATASETS.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
        return EventLoops.hereOrOnWorker(() -> toDatasets ? toDatasets(token) : toApp(token, namedApp, path));
    }

    void touch(Admission admission) { keys.touch(admission.key.keyId()); }

    private Admission toApp(String token, String namedApp, String path) {
        ApiKeyPrincipal key = known(token);
        if (key.kind() == ApiKeyKind.API_KEY && !FrontEndCalls.include(path)) {
            throw CommonError.ACCESS_DENIED.because("A key for front ends (ak-…) makes chat, completion and workflow calls only: "
                    + "use the app's secret (sk-…)");
        }
        AppSnapshot app = called.by(key, namedApp).orElseThrow(() -> unauthorized("Access token is invalid"));
        if (!app.enableApi()) {
            throw CommonError.ACCESS_DENIED.because("The API of this app is switched off");
        }
        return new Admission(key, limits.check(PlanLimits.of(app.tenant()), app.tenantId(), List.of(
                new Part(app.id(), new CallLimits(app.limits().apiRpm(), app.limits().apiRph(), 0)),
                new Part(key.keyId(), perKey))), () -> caller.is(app));
    }

    private Admission toDatasets(String token) {
        ApiKeyPrincipal key = known(token);
        if (key.kind() != ApiKeyKind.DATASET) {
            throw unauthorized("Datasets are called with a dataset API key");
        }
        TenantSnapshot tenant = tenants.find(key.tenantId()).orElseThrow(() -> unauthorized("Access token is invalid"));
        return new Admission(key,
                limits.check(PlanLimits.of(tenant.terms()), key.tenantId(), List.of(new Part(key.keyId(), perKey))),
                () -> datasetCaller.is(Viewer.program(key.tenantId(), tenant.ownerId())));
    }

    private ApiKeyPrincipal known(String token) {
        return keys.find(token).orElseThrow(() -> unauthorized("Access token is invalid"));
    }

    private static String token(ContainerRequestContext request) {
        if (request.getUriInfo().getQueryParameters().containsKey("api_key")) {
            throw unauthorized("A key in the query string is not taken: send it as the header 'Authorization: Bearer <key>'");
        }
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw unauthorized("The header 'Authorization: Bearer <app API key>' is required");
        }
        return header.substring(BEARER.length()).strip();
    }

    private static Failure unauthorized(String message) { return CommonError.UNAUTHORIZED.because("%s", message); }
}
