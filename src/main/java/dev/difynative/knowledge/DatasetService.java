package dev.difynative.knowledge;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import dev.difynative.apps.AppDatasets;
import dev.difynative.apps.RelatedApp;
import dev.difynative.knowledge.CreateDataset.PartialMember;
import dev.difynative.knowledge.external.ExternalApis;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.platform.persistence.SqlFaults;
import dev.difynative.workspace.Memberships;

/** The datasets of a workspace. */
@ApplicationScoped
public class DatasetService {
    private final DatasetViews views;
    private final DatasetModels models;
    private final DatasetRemoval removal;
    private final DatasetDirectory directory;
    private final AppDatasets apps;
    private final ExternalApis externalApis;
    private final Memberships members;
    private final Clock clock;

    DatasetService(DatasetViews views, DatasetModels models, DatasetRemoval removal, DatasetDirectory directory, AppDatasets apps,
            ExternalApis externalApis, Memberships members,
            Clock clock) {
        this.views = views;
        this.models = models;
        this.removal = removal;
        this.directory = directory;
        this.apps = apps;
        this.externalApis = externalApis;
        this.members = members;
        this.clock = clock;
    }

    @Transactional
    public Page<DatasetDetail> list(Viewer viewer, DatasetFilter filter, PageRequest page) {
        return views.page(viewer, filter, page);
    }

    /** The datasets after {@code lastId}, from the newest on when it is null. */
    @Transactional
    public Slice<DatasetDetail> after(Viewer viewer, DatasetFilter filter, UUID lastId, int limit) {
        return views.after(viewer, filter, lastId == null ? null : DatasetAccess.visible(viewer, lastId), limit);
    }

    @Transactional
    public DatasetDetail get(Viewer viewer, UUID datasetId) {
        return views.one(viewer.tenantId(), DatasetAccess.visible(viewer, datasetId).id);
    }

    @Transactional
    public DatasetDetail create(Viewer viewer, CreateDataset command) {
        Dataset dataset = new Dataset();
        dataset.tenantId = viewer.tenantId();
        dataset.name = DatasetRules.name(command.name());
        dataset.description = DatasetRules.description(command.description());
        dataset.permission = command.permission() == null
                ? DatasetPermission.ONLY_ME
                : DatasetRules.permission(command.permission());
        dataset.provider = provider(command.provider());
        dataset.enableApi = true;
        if (dataset.isExternal()) {
            placeElsewhere(dataset, command.externalKnowledgeApiId(), command.externalKnowledgeId());
            dataset.externalRetrievalModel = DatasetRules.externalRetrieval(command.externalRetrievalModel());
        } else if (command.indexingTechnique() != null) {
            dataset.indexingTechnique = DatasetRules.technique(command.indexingTechnique());
            models.choose(dataset, command.embeddingModelProvider(), command.embeddingModel());
        }
        models.saveRetrieval(dataset, command.retrievalModel());
        dataset.createdBy = viewer.accountId();
        dataset.createdAt = clock.instant();
        return stored(viewer, dataset, command.partialMemberList());
    }

    @Transactional
    public DatasetDetail update(Viewer viewer, UUID datasetId, UpdateDataset command) {
        Dataset dataset = DatasetAccess.locked(viewer, datasetId);
        dataset.name = command.name() == null ? dataset.name : DatasetRules.name(command.name());
        dataset.description = command.description() == null
                ? dataset.description
                : DatasetRules.description(command.description());
        dataset.permission = command.permission() == null
                ? dataset.permission
                : DatasetRules.permission(command.permission());
        if (dataset.isExternal()) {
            updateElsewhere(dataset, command);
        } else {
            models.change(dataset, command);
        }
        models.saveRetrieval(dataset, command.retrievalModel());
        return stored(viewer, dataset, command.partialMemberList());
    }

    /** Deletes the dataset with all that is in it; refused while an app searches it. */
    @Transactional
    public void delete(Viewer viewer, UUID datasetId) {
        Dataset dataset = DatasetAccess.locked(viewer, datasetId);
        if (isUsed(dataset)) {
            throw KnowledgeError.DATASET_IN_USE.because("The dataset is used by an app and cannot be deleted");
        }
        removal.delete(dataset);
    }

    /** Whether an app searches the dataset. */
    @Transactional
    public boolean isInUse(Viewer viewer, UUID datasetId) { return isUsed(DatasetAccess.visible(viewer, datasetId)); }

    @Transactional
    public List<RelatedApp> relatedApps(Viewer viewer, UUID datasetId) {
        DatasetAccess.visible(viewer, datasetId);
        return apps.appsUsing(viewer.tenantId(), datasetId, viewer.seesAll() ? null : viewer.accountId());
    }

    /** The accounts that may see the dataset while its permission is partial_members, besides its maker. */
    @Transactional
    public List<UUID> partialMembers(Viewer viewer, UUID datasetId) {
        DatasetAccess.visible(viewer, datasetId);
        return DatasetMember.of(viewer.tenantId(), List.of(datasetId)).stream().map(member -> member.accountId).toList();
    }

    /** Opens the dataset to dataset keys, or closes it to them. */
    @Transactional
    public void enableApi(Viewer viewer, UUID datasetId, boolean enabled) {
        Dataset dataset = DatasetAccess.locked(viewer, datasetId);
        dataset.enableApi = enabled;
        dataset.updatedBy = viewer.accountId();
        dataset.updatedAt = clock.instant();
        directory.changed(viewer.tenantId(), datasetId);
    }

    /** Describes documents by the built-in metadata fields too, or no longer. */
    @Transactional
    public void enableBuiltInFields(Viewer viewer, UUID datasetId, boolean enabled) {
        Dataset dataset = DatasetAccess.locked(viewer, datasetId);
        dataset.builtInFieldEnabled = enabled;
        dataset.updatedBy = viewer.accountId();
        dataset.updatedAt = clock.instant();
        directory.changed(viewer.tenantId(), datasetId);
    }

    /** The name itself, or with a number where it is taken. */
    @Transactional
    public String freeName(Viewer viewer, String name) {
        String free = name;
        for (int number = 2; Dataset.isNameTaken(viewer.tenantId(), free); number++) {
            free = name + " " + number;
        }
        return free;
    }

    private boolean isUsed(Dataset dataset) { return apps.counts(dataset.tenantId, List.of(dataset.id)).containsKey(dataset.id); }

    private DatasetDetail stored(Viewer viewer, Dataset dataset, List<PartialMember> partialMembers) {
        dataset.updatedBy = viewer.accountId();
        dataset.updatedAt = clock.instant();
        flush(dataset);
        if (dataset.permission != DatasetPermission.PARTIAL_MEMBERS) {
            DatasetMember.replace(dataset.tenantId, dataset.id, List.of());
        } else if (partialMembers != null) {
            DatasetMember.replace(dataset.tenantId, dataset.id, ofWorkspace(viewer.tenantId(), partialMembers));
        }
        directory.changed(dataset.tenantId, dataset.id);
        return views.one(dataset.tenantId, dataset.id);
    }

    private List<UUID> ofWorkspace(UUID tenantId, List<PartialMember> partialMembers) {
        List<UUID> accounts = DatasetRules.members(partialMembers);
        for (UUID account : accounts) {
            if (members.role(tenantId, account).isEmpty()) {
                throw CommonError.INVALID_PARAM.field("partial_member_list", "unknown", "'%s' is no member of this workspace",
                        account);
            }
        }
        return accounts;
    }

    private void updateElsewhere(Dataset dataset, UpdateDataset command) {
        if (command.externalKnowledgeApiId() != null || command.externalKnowledgeId() != null) {
            placeElsewhere(dataset,
                    command.externalKnowledgeApiId() == null
                            ? dataset.externalKnowledgeApiId.toString()
                            : command.externalKnowledgeApiId(),
                    command.externalKnowledgeId() == null ? dataset.externalKnowledgeId : command.externalKnowledgeId());
        }
        String retrieval = DatasetRules.externalRetrieval(command.externalRetrievalModel());
        dataset.externalRetrievalModel = retrieval == null ? dataset.externalRetrievalModel : retrieval;
    }

    private void placeElsewhere(Dataset dataset, String apiId, String knowledgeId) {
        if (knowledgeId == null || knowledgeId.isBlank()) {
            throw Parameters.missing("external_knowledge_id");
        }
        UUID id = Ids.parse(apiId, KnowledgeError.EXTERNAL_API_NOT_FOUND, "External knowledge API");
        dataset.externalKnowledgeApiId = externalApis.get(dataset.tenantId, id).id();
        dataset.externalKnowledgeId = Parameters.bounded("external_knowledge_id", knowledgeId.strip(), 200);
    }

    private static String provider(String provider) {
        return switch (provider == null ? Dataset.VENDOR : provider) {
            case Dataset.VENDOR -> Dataset.VENDOR;
            case Dataset.EXTERNAL -> Dataset.EXTERNAL;
            default ->
                throw CommonError.INVALID_PARAM.field("provider", "enum", "Parameter 'provider' must be vendor or external");
        };
    }

    /** Writes the dataset now, because only the database knows whether somebody else takes the same name at this moment. */
    private static void flush(Dataset dataset) {
        try {
            dataset.persistAndFlush();
        } catch (PersistenceException fault) {
            throw SqlFaults.isDuplicate(fault)
                    ? KnowledgeError.NAME_TAKEN.field("name", "unique", "A dataset named '%s' exists already", dataset.name)
                    : fault;
        }
    }
}
