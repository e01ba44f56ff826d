package dev.difynative.api.management.apps;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.difynative.api.Audited;
import dev.difynative.api.console.Requires;
import dev.difynative.api.management.ManagementCaller;
import dev.difynative.apps.AppService;
import dev.difynative.auth.keys.ApiKeyKind;
import dev.difynative.auth.keys.KeyPair;
import dev.difynative.auth.keys.KeyPairs;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The key pair of an app: {@code ak-…} for front ends, {@code sk-…} for back ends. */
@Path("/api/management/apps/{id}/api-keys")
@Requires(Role.ADMIN)
@RunOnVirtualThread
class ManagementAppKeyResource {
    private final KeyPairs pairs;
    private final AppService apps;
    private final ManagementCaller caller;

    ManagementAppKeyResource(KeyPairs pairs, AppService apps, ManagementCaller caller) {
        this.pairs = pairs;
        this.apps = apps;
        this.caller = caller;
    }

    record Reset(String type) {}

    /** The new one of the two; the other is as it was and not shown. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResetKey(String apiKey, String apiSecret) {}

    @GET
    @Audited
    public KeyPair get(@PathParam("id") String id) { return pairs.get(caller.tenantId(), owned(id), caller.accountId()); }

    @POST
    @Path("/reset")
    public ResetKey reset(@PathParam("id") String id, @NotNull Reset body) {
        ApiKeyKind kind = kind(body.type());
        String token = pairs.reset(caller.tenantId(), owned(id), kind, caller.accountId());
        return kind == ApiKeyKind.API_KEY ? new ResetKey(token, null) : new ResetKey(null, token);
    }

    private static ApiKeyKind kind(String type) {
        return switch (type == null ? "" : type) {
            case "api_key" -> ApiKeyKind.API_KEY;
            case "api_secret" -> ApiKeyKind.API_SECRET;
            case "" -> throw Parameters.missing("type");
            default -> throw CommonError.INVALID_PARAM.field("type", "enum", "Parameter 'type' must be api_key or api_secret");
        };
    }

    private UUID owned(String id) { return apps.get(caller.tenantId(), ManagementAppResource.appId(id)).id(); }
}
