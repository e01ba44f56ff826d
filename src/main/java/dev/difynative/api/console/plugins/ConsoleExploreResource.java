package dev.difynative.api.console.plugins;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Requires;
import dev.difynative.platform.error.CommonError;
import dev.difynative.plugins.Templates;
import dev.difynative.workspace.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Apps to begin with, from the installed plugins; the text of one is sent to {@code /apps/imports} to make an app of it. */
@Path("/console/api/explore/apps")
@Requires(Role.NORMAL)
@RunOnVirtualThread
class ConsoleExploreResource {
    private final Templates templates;
    private final ConsoleCaller caller;

    ConsoleExploreResource(Templates templates, ConsoleCaller caller) {
        this.templates = templates;
        this.caller = caller;
    }

    @RegisterForReflection(ignoreNested = false)
    public record Recommended(List<RecommendedApp> recommendedApps, List<String> categories) {

        public record RecommendedApp(App app, String appId, String description, String category, int position,
                boolean isListed) {}

        public record App(String id, String name, String mode, String icon, String iconType, String iconBackground) {}
    }

    @RegisterForReflection
    public record Template(String id, String name, String icon, String iconBackground, String mode, String exportData) {}

    @GET
    public Recommended list() {
        List<Templates.Found> found = templates.list(caller.tenantId());
        return new Recommended(found.stream().map(template -> new Recommended.RecommendedApp(
                new Recommended.App(template.id(), template.name().english(), template.mode(), template.icon(), "emoji",
                        "#FFEAD5"),
                template.id(), template.description() == null ? "" : template.description().english(), template.category(), 0,
                true)).toList(), found.stream().map(Templates.Found::category).distinct().sorted().toList());
    }

    @GET
    @Path("/{author}/{plugin}/{template}")
    public Template get(@PathParam("author") String author, @PathParam("plugin") String plugin,
            @PathParam("template") String template) {
        return templates.find(caller.tenantId(), author + "/" + plugin + "/" + template)
                .map(found -> new Template(found.id(), found.name().english(), found.icon(), "#FFEAD5", found.mode(),
                        found.dsl()))
                .orElseThrow(() -> CommonError.NOT_FOUND.because("Template not found"));
    }
}
