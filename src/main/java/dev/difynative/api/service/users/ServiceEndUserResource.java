package dev.difynative.api.service.users;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestPath;

import dev.difynative.api.service.AppCaller;
import dev.difynative.chat.enduser.EndUserView;
import dev.difynative.chat.enduser.EndUsers;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The end users of the called app. */
@Path("/api/end-users")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class ServiceEndUserResource {
    private final EndUsers users;
    private final AppCaller caller;

    ServiceEndUserResource(EndUsers users, AppCaller caller) {
        this.users = users;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    public EndUserView get(@RestPath String id) { return users.get(caller.tenantId(), caller.appId(), id); }
}
