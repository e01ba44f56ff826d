package dev.difynative.api.service.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.difynative.platform.build.BuildInfo;
import io.smallrye.common.annotation.NonBlocking;

/** Tells whoever asks, with a key or without one, what answers here. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
class ServiceWelcomeResource {

    record Welcome(String welcome, String apiVersion, String serverVersion) {}

    @GET
    @NonBlocking
    public Welcome welcome() { return new Welcome("dify-native", "v1", BuildInfo.version()); }
}
