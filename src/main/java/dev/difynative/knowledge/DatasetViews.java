package dev.difynative.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.difynative.apps.AppDatasets;
import dev.difynative.knowledge.DatasetDetail.ExternalInfo;
import dev.difynative.knowledge.external.ExternalApiView;
import dev.difynative.knowledge.external.ExternalApis;
import dev.difynative.knowledge.metadata.FieldView;
import dev.difynative.knowledge.metadata.MetadataFields;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.knowledge.settings.RetrievalModel;
import dev.difynative.models.ModelRuntime;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import dev.difynative.workspace.tag.TagRef;
import dev.difynative.workspace.tag.Tags;
import io.quarkus.hibernate.orm.panache.Panache;

/** Reads datasets together with everything that is shown beside them: a handful of queries, however many datasets. */
@Singleton
class DatasetViews {
    private static final String USUAL_EXTERNAL_RETRIEVAL = """
            {"top_k":2,"score_threshold":0.0,"score_threshold_enabled":false}""";
    private static final String USUAL_RETRIEVAL = """
            {"search_method":"%s","reranking_enable":false,"reranking_mode":null,\
            "reranking_model":{"reranking_provider_name":"","reranking_model_name":""},"weights":null,\
            "top_k":2,"score_threshold_enabled":false,"score_threshold":null}""";

    private final AppDatasets apps;
    private final Tags tags;
    private final MetadataFields metadata;
    private final ExternalApis externalApis;
    private final ModelRuntime models;

    /** What is shown beside a list of datasets, by dataset. */
    private record Beside(Map<UUID, Integer> apps, Map<UUID, List<TagRef>> tags,
            Map<UUID, List<FieldView>> fields, Map<UUID, List<UUID>> members,
            Map<UUID, ExternalApiView> external) {}

    DatasetViews(AppDatasets apps, Tags tags, MetadataFields metadata, ExternalApis externalApis,
            ModelRuntime models) {
        this.apps = apps;
        this.tags = tags;
        this.metadata = metadata;
        this.externalApis = externalApis;
        this.models = models;
    }

    Page<DatasetDetail> page(Viewer viewer, DatasetFilter filter, PageRequest page) {
        var count = Panache.getEntityManager().createQuery("select count(d) from Dataset d where " + filter.where(viewer),
                Long.class);
        var query = Panache.getEntityManager().createQuery(DatasetRow.SELECT + " where " + filter.where(viewer)
                + " order by d.createdAt desc, d.id desc", Object[].class);
        filter.parameters(viewer).forEach((name, value) -> {
            count.setParameter(name, value);
            query.setParameter(name, value);
        });
        List<DatasetRow> rows = query.setFirstResult(page.offset()).setMaxResults(page.limit()).getResultStream()
                .map(DatasetRow::of).toList();
        return Page.of(details(viewer.tenantId(), rows), count.getSingleResult(), page);
    }

    /** What comes after a dataset in the same order, or the first ones when it is null. */
    Slice<DatasetDetail> after(Viewer viewer, DatasetFilter filter, Dataset last, int limit) {
        var query = Panache.getEntityManager().createQuery(DatasetRow.SELECT + " where " + filter.where(viewer)
                + (last == null ? "" : " and (d.createdAt, d.id) < (:time, :last)")
                + " order by d.createdAt desc, d.id desc", Object[].class);
        filter.parameters(viewer).forEach(query::setParameter);
        if (last != null) {
            query.setParameter("time", last.createdAt).setParameter("last", last.id);
        }
        Slice<DatasetRow> rows = Slice.ofSurplus(
                query.setMaxResults(limit + 1).getResultStream().map(DatasetRow::of).toList(), limit);
        return new Slice<>(details(viewer.tenantId(), rows.data()), rows.hasMore(), limit);
    }

    DatasetDetail one(UUID tenantId, UUID datasetId) {
        Panache.getEntityManager().flush();
        List<DatasetRow> rows = Panache.getEntityManager()
                .createQuery(DatasetRow.SELECT + " where d.tenantId = :tenant and d.id = :dataset",
                        Object[].class)
                .setParameter("tenant", tenantId).setParameter("dataset", datasetId).getResultStream()
                .map(DatasetRow::of).toList();
        return details(tenantId, rows).stream().findFirst().orElseThrow(DatasetAccess::notFound);
    }

    private List<DatasetDetail> details(UUID tenantId, List<DatasetRow> rows) {
        List<UUID> ids = rows.stream().map(row -> row.dataset().id).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        List<UUID> apiIds = rows.stream().map(row -> row.dataset().externalKnowledgeApiId).filter(id -> id != null).toList();
        Beside beside = new Beside(apps.counts(tenantId, ids), tags.ofTargets(tenantId, ids), metadata.ofDatasets(tenantId, ids),
                DatasetMember.of(tenantId, ids).stream().collect(Collectors.groupingBy(member -> member.datasetId,
                        Collectors.mapping(member -> member.accountId, Collectors.toList()))),
                externalApis.byIds(tenantId, apiIds));
        return rows.stream().map(row -> detail(row, beside)).toList();
    }

    private DatasetDetail detail(DatasetRow row, Beside beside) {
        Dataset dataset = row.dataset();
        String retrieval = dataset.retrievalModel == null ? usualRetrieval(dataset) : dataset.retrievalModel;
        return new DatasetDetail(dataset.id, dataset.name, dataset.description, dataset.provider, dataset.permission,
                dataset.dataSourceType, dataset.indexingTechnique, dataset.docForm, beside.apps.getOrDefault(dataset.id, 0),
                row.documents(), row.words(), dataset.createdBy, row.authorName(), dataset.createdAt, dataset.updatedBy,
                dataset.updatedAt, dataset.embeddingModel, dataset.embeddingModelProvider, isEmbeddingAvailable(dataset),
                retrieval, retrieval, null, beside.tags.getOrDefault(dataset.id, List.of()),
                beside.fields.getOrDefault(dataset.id, List.of()), dataset.builtInFieldEnabled, null, "general", null, null,
                false, false, row.documents(), row.available(), dataset.enableApi, external(dataset, beside),
                Optional.ofNullable(dataset.externalRetrievalModel).orElse(USUAL_EXTERNAL_RETRIEVAL),
                beside.members.getOrDefault(dataset.id, List.of()));
    }

    private static String usualRetrieval(Dataset dataset) {
        RetrievalModel preset = RetrievalModel.preset(dataset.indexingTechnique);
        return USUAL_RETRIEVAL.formatted(preset.method().wire());
    }

    private boolean isEmbeddingAvailable(Dataset dataset) {
        if (dataset.indexingTechnique != IndexingTechnique.HIGH_QUALITY) {
            return true;
        }
        try {
            models.embeddings(dataset.tenantId, dataset.embeddingModelProvider, dataset.embeddingModel);
            return true;
        } catch (Failure notConfigured) {
            return false;
        }
    }

    private static ExternalInfo external(Dataset dataset, Beside beside) {
        ExternalApiView api = dataset.externalKnowledgeApiId == null ? null : beside.external.get(dataset.externalKnowledgeApiId);
        return api == null
                ? new ExternalInfo(null, null, null, null)
                : new ExternalInfo(dataset.externalKnowledgeId, api.id(), api.name(), api.settings().endpoint());
    }
}
