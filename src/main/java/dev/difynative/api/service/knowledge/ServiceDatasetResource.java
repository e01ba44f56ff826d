package dev.difynative.api.service.knowledge;

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

import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.api.service.DatasetCaller;
import dev.difynative.knowledge.CreateDataset;
import dev.difynative.knowledge.DatasetDetail;
import dev.difynative.knowledge.DatasetFilter;
import dev.difynative.knowledge.DatasetService;
import dev.difynative.knowledge.UpdateDataset;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The datasets that a dataset key opens: all of its workspace. */
@Path("/api/datasets")
@RunOnVirtualThread
class ServiceDatasetResource {
    private static final int MAX_LIMIT = 100;

    private final DatasetService datasets;
    private final DatasetCaller caller;

    record TagName(UUID id, String name) {}

    record TagList(List<TagName> data, int total) {}

    ServiceDatasetResource(DatasetService datasets, DatasetCaller caller) {
        this.datasets = datasets;
        this.caller = caller;
    }

    @GET
    public Page<DatasetDetail> list(@QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("20") int limit, @QueryParam("keyword") String keyword,
            @QueryParam("tag_ids") List<String> tagIds) {
        return datasets.list(caller.viewer(), DatasetFilter.of(keyword, tagIds, null, true),
                PageRequest.of(page, limit, MAX_LIMIT));
    }

    @POST
    public DatasetDetail create(@NotNull CreateDataset body) { return datasets.create(caller.viewer(), body); }

    @GET
    @Path("/{id}")
    public DatasetDetail get(@PathParam("id") String id) { return datasets.get(caller.viewer(), KnowledgeIds.dataset(id)); }

    @PATCH
    @Path("/{id}")
    public DatasetDetail update(@PathParam("id") String id, @NotNull UpdateDataset body) {
        return datasets.update(caller.viewer(), KnowledgeIds.dataset(id), body);
    }

    @GET
    @Path("/{id}/tags")
    public TagList tags(@PathParam("id") String id) {
        List<TagName> tags = datasets.get(caller.viewer(), KnowledgeIds.dataset(id)).tags().stream()
                .map(tag -> new TagName(tag.id(), tag.name())).toList();
        return new TagList(tags, tags.size());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@PathParam("id") String id) { datasets.delete(caller.viewer(), KnowledgeIds.dataset(id)); }
}
