package dev.difynative.api.service.knowledge;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.api.knowledge.TagBindings;
import dev.difynative.api.service.DatasetCaller;
import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.workspace.tag.TagView;
import dev.difynative.workspace.tag.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The tags of datasets. */
@Path("/api/datasets/tags")
@RunOnVirtualThread
class ServiceTagResource {
    private final Tags tags;
    private final DatasetAccess access;
    private final DatasetCaller caller;

    record SaveTag(String tagId, String name) {}

    ServiceTagResource(Tags tags, DatasetAccess access, DatasetCaller caller) {
        this.tags = tags;
        this.access = access;
        this.caller = caller;
    }

    @GET
    public List<TagView> list() { return tags.list(caller.viewer().tenantId(), Tags.KNOWLEDGE, null); }

    @POST
    public TagView create(@NotNull SaveTag body) {
        return tags.create(caller.viewer().tenantId(), caller.viewer().accountId(), Tags.KNOWLEDGE, body.name());
    }

    @PATCH
    public TagView rename(@NotNull SaveTag body) {
        return tags.rename(caller.viewer().tenantId(), KnowledgeIds.tag(body.tagId()), body.name());
    }

    @DELETE
    public void delete(@NotNull SaveTag body) { tags.delete(caller.viewer().tenantId(), KnowledgeIds.tag(body.tagId())); }

    @POST
    @Path("/binding")
    public void bind(@NotNull TagBindings body) {
        UUID target = target(body);
        tags.bind(caller.viewer().tenantId(), caller.viewer().accountId(), Tags.KNOWLEDGE, body.tags(), target);
    }

    @POST
    @Path("/unbinding")
    public void unbind(@NotNull TagBindings body) { tags.unbind(caller.viewer().tenantId(), body.tags(), target(body)); }

    private UUID target(TagBindings body) { return access.require(caller.viewer(), KnowledgeIds.dataset(body.targetId())).id(); }
}
