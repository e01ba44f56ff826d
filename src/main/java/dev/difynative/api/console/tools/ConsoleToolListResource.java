package dev.difynative.api.console.tools;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.models.catalogue.LocalText;
import dev.difynative.platform.error.CommonError;
import dev.difynative.tools.ToolKind;
import dev.difynative.tools.agent.AgentStrategies;
import dev.difynative.tools.catalogue.ProviderView;
import dev.difynative.tools.catalogue.ToolCatalogue;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** What agents and workflows of a workspace can let be done. */
@Path("/console/api/workspaces")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleToolListResource {
    private final ToolCatalogue catalogue;
    private final ConsoleCaller caller;

    ConsoleToolListResource(ToolCatalogue catalogue, ConsoleCaller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /** A kind of work by which tools are sorted. */
    @RegisterForReflection
    record ToolLabel(String name, LocalText label, String icon) {}

    @GET
    @Path("/current/tool-providers")
    public List<ProviderView> providers(@QueryParam("type") String type) {
        return catalogue.list(caller.tenantId(), type == null || type.isBlank() ? Optional.empty() : Optional.of(kind(type)))
                .stream().map(ProviderView::bare).toList();
    }

    @GET
    @Path("/current/tools/{kind: builtin|api|workflow|mcp}")
    public List<ProviderView> tools(@PathParam("kind") String kind) {
        return catalogue.list(caller.tenantId(), Optional.of(kind(kind)));
    }

    @GET
    @Path("/current/tool-labels")
    public List<ToolLabel> labels() {
        return new TreeSet<>(List.of("search", "image", "videos", "weather", "finance", "design", "travel", "social", "news",
                "medical", "productivity", "education", "business", "entertainment", "utilities", "other")).stream()
                .map(name -> new ToolLabel(name,
                        LocalText.same(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)), ""))
                .toList();
    }

    @GET
    @Path("/current/agent-providers")
    public List<Map<String, Object>> agents() { return AgentStrategies.providers(); }

    @GET
    @Path("/current/agent-provider/{provider:.+}")
    public Map<String, Object> agent(@PathParam("provider") String provider) {
        return AgentStrategies.find(provider)
                .orElseThrow(() -> CommonError.NOT_FOUND.because("There is no such provider of agent strategies"));
    }

    private static ToolKind kind(String type) {
        return ToolKind.find(type).orElseThrow(() -> CommonError.INVALID_PARAM.field("type", "enum",
                "Parameter 'type' must be one of builtin, api, workflow, mcp"));
    }
}
