package dev.difynative.workflow;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.apps.AppDatasets;
import dev.difynative.apps.AppSnapshot;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.platform.paging.Slice;
import dev.difynative.platform.persistence.SqlFaults;
import dev.difynative.workflow.check.GraphChecks;
import dev.difynative.workflow.trigger.Triggers;

/** The published versions of workflows. The newest is the one that callers run; none is ever changed. */
@Singleton
public class WorkflowVersions {
    private final GraphApps apps;
    private final WorkflowDrafts drafts;
    private final GraphChecks checks;
    private final WorkflowViews views;
    private final VersionedWorkflows published;
    private final AppDatasets datasets;
    private final Triggers triggers;
    private final Clock clock;

    WorkflowVersions(GraphApps apps, WorkflowDrafts drafts, GraphChecks checks, WorkflowViews views,
            VersionedWorkflows published, AppDatasets datasets, Triggers triggers, Clock clock) {
        this.apps = apps;
        this.drafts = drafts;
        this.checks = checks;
        this.views = views;
        this.published = published;
        this.datasets = datasets;
        this.triggers = triggers;
        this.clock = clock;
    }

    /** Makes the draft the next version. What cannot be a graph is refused; what will only fail when run is said. */
    @Transactional
    public PublishedVersion publish(UUID tenantId, UUID accountId, UUID appId, MarkVersion marks) {
        AppSnapshot app = apps.get(tenantId, appId);
        Workflow draft = Workflow.lockDraft(tenantId, appId).orElseThrow(WorkflowDrafts::noDraft);
        WorkflowContent content = drafts.content(draft);
        List<GraphChecks.Finding> findings = checks.check(app.tenantId(), content);
        List<GraphChecks.Finding> fatal = findings.stream().filter(GraphChecks.Finding::structural).toList();
        if (!fatal.isEmpty()) {
            throw WorkflowDrafts.faulty(fatal);
        }
        Workflow version = insert(draft, accountId, marks);
        published.published(tenantId, appId);
        datasets.replace(tenantId, appId, searched(content));
        triggers.published(tenantId, appId, content.graph());
        return new PublishedVersion("success", version.id, version.version(), version.createdAt, version.createdAt,
                WorkflowDrafts.issues(findings));
    }

    /** The version that callers run; empty when nothing is published. */
    @Transactional
    public Optional<WorkflowView> latest(UUID tenantId, UUID appId) {
        apps.get(tenantId, appId);
        return Workflow.findLatest(tenantId, appId).map(views::view);
    }

    @Transactional
    public WorkflowView get(UUID tenantId, UUID appId, UUID versionId) {
        apps.get(tenantId, appId);
        return views.view(version(tenantId, appId, versionId));
    }

    /** The draft and all versions, newest first; nothing as long as nothing is published. */
    @Transactional
    public Slice<WorkflowView> list(UUID tenantId, UUID appId, VersionFilter filter, PageRequest page) {
        apps.get(tenantId, appId);
        if (Workflow.findLatest(tenantId, appId).isEmpty()) {
            return new Slice<>(List.of(), false, page.limit());
        }
        return Slice.ofSurplus(Workflow.history(tenantId, appId, filter, page.offset(), page.limit() + 1), page.limit())
                .map(views::view);
    }

    @Transactional
    public WorkflowView mark(UUID tenantId, UUID accountId, UUID appId, UUID versionId, MarkVersion marks) {
        apps.get(tenantId, appId);
        Workflow version = version(tenantId, appId, versionId);
        marks.apply(version);
        version.updatedBy = accountId;
        version.updatedAt = clock.instant();
        return views.view(version);
    }

    @Transactional
    public void delete(UUID tenantId, UUID appId, UUID versionId) {
        apps.get(tenantId, appId);
        if (Workflow.findDraft(tenantId, appId).filter(draft -> draft.id.equals(versionId)).isPresent()) {
            throw WorkflowError.VERSION_IN_USE.because("The draft cannot be deleted");
        }
        Workflow version = version(tenantId, appId, versionId);
        if (Workflow.findLatest(tenantId, appId).filter(latest -> latest.id.equals(versionId)).isPresent()) {
            throw WorkflowError.VERSION_IN_USE.because("Version %s is the one that is run; it cannot be deleted",
                    version.version());
        }
        version.delete();
        published.deleted(tenantId, appId, versionId);
    }

    /** Whether somebody has begun to draw the graph of an app. */
    @Transactional
    public boolean hasDraft(UUID tenantId, UUID appId) { return Workflow.findDraft(tenantId, appId).isPresent(); }

    /** What a version consists of, null meaning the draft; its secrets open or blank. */
    @Transactional
    public WorkflowContent content(UUID tenantId, UUID appId, UUID versionId, boolean withSecrets) {
        Workflow workflow = versionId == null
                ? Workflow.findDraft(tenantId, appId).orElseThrow(WorkflowDrafts::noDraft)
                : version(tenantId, appId, versionId);
        return drafts.shown(tenantId, drafts.content(workflow), withSecrets);
    }

    static Failure notFound() { return WorkflowError.WORKFLOW_NOT_FOUND.because("Workflow not found"); }

    /** The datasets that nodes search, wherever in the graph they stand. */
    private static List<String> searched(WorkflowContent content) {
        return content.graph().findValues("dataset_ids").stream()
                .flatMap(ids -> StreamSupport.stream(ids.spliterator(), false)).map(JsonNode::asText).toList();
    }

    private Workflow insert(Workflow draft, UUID accountId, MarkVersion marks) {
        Workflow version = new Workflow();
        version.tenantId = draft.tenantId;
        version.appId = draft.appId;
        version.number = Workflow.findLatest(draft.tenantId, draft.appId).map(latest -> latest.number + 1).orElse(0);
        version.takeContent(draft);
        marks.apply(version);
        version.createdBy = accountId;
        version.createdAt = clock.instant();
        version.updatedBy = accountId;
        version.updatedAt = version.createdAt;
        try {
            version.persistAndFlush();
        } catch (PersistenceException fault) {
            throw SqlFaults.isDuplicate(fault)
                    ? WorkflowError.DRAFT_OUT_OF_DATE.because("Somebody else has published at this moment; try again")
                    : fault;
        }
        return version;
    }

    private static Workflow version(UUID tenantId, UUID appId, UUID versionId) {
        return Workflow.findVersion(tenantId, appId, versionId).orElseThrow(WorkflowVersions::notFound);
    }
}
