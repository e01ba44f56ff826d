package dev.difynative.api.console.knowledge;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.Done;
import dev.difynative.api.audit.AuditNotes;
import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.OwnApp;
import dev.difynative.api.console.Requires;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.api.knowledge.TagBindings;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.workspace.Role;
import dev.difynative.workspace.tag.TagView;
import dev.difynative.workspace.tag.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The tags of datasets and of apps. */
@Path("/console/api")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleTagResource {
    private final Tags tags;
    private final DatasetAccess access;
    private final OwnApp apps;
    private final ConsoleCaller caller;
    private final AuditNotes notes;

    record SaveTag(String name, String type) {}

    ConsoleTagResource(Tags tags, DatasetAccess access, OwnApp apps, ConsoleCaller caller, AuditNotes notes) {
        this.tags = tags;
        this.access = access;
        this.apps = apps;
        this.caller = caller;
        this.notes = notes;
    }

    @GET
    @Path("/tags")
    @Requires(Role.NORMAL)
    public List<TagView> list(@QueryParam("type") @DefaultValue(Tags.KNOWLEDGE) String type,
            @QueryParam("keyword") String keyword) {
        return tags.list(caller.tenantId(), type, keyword);
    }

    @POST
    @Path("/tags")
    public TagView create(@NotNull SaveTag body) {
        TagView made = tags.create(caller.tenantId(), caller.accountId(), body.type(), body.name());
        notes.about(made.id());
        return made;
    }

    @PATCH
    @Path("/tags/{tag}")
    public TagView rename(@PathParam("tag") String tag, @NotNull SaveTag body) {
        return tags.rename(caller.tenantId(), KnowledgeIds.tag(tag), body.name());
    }

    @DELETE
    @Path("/tags/{tag}")
    public void delete(@PathParam("tag") String tag) { tags.delete(caller.tenantId(), KnowledgeIds.tag(tag)); }

    @POST
    @Path("/tag-bindings/create")
    public Done bind(@NotNull TagBindings body) {
        tags.bind(caller.tenantId(), caller.accountId(), body.type(), body.tags(), target(body));
        return Done.SUCCESS;
    }

    /** The path that Dify's newer consoles and scripts call. */
    @POST
    @Path("/tag-bindings")
    public Done bindAtShortPath(@NotNull TagBindings body) { return bind(body); }

    @POST
    @Path("/tag-bindings/remove")
    public Done unbind(@NotNull TagBindings body) {
        tags.unbind(caller.tenantId(), body.tags(), target(body));
        return Done.SUCCESS;
    }

    /** What is tagged must exist and be for this person. */
    private UUID target(TagBindings body) {
        UUID tagged = Tags.APP.equals(body.type())
                ? apps.id(body.targetId())
                : access.require(caller.viewer(), KnowledgeIds.dataset(body.targetId())).id();
        notes.about(tagged);
        return tagged;
    }
}
