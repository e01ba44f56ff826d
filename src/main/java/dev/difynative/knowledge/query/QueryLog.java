package dev.difynative.knowledge.query;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.DatasetAccess;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.retrieval.RetrievalLog;
import dev.difynative.platform.paging.Page;
import dev.difynative.platform.paging.PageRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What datasets were asked. */
@ApplicationScoped
public class QueryLog {
    private static final String OF_DATASET = "tenantId = ?1 and datasetId = ?2";

    private final DatasetAccess access;
    private final RetrievalLog retrievals;

    QueryLog(DatasetAccess access, RetrievalLog retrievals) {
        this.access = access;
        this.retrievals = retrievals;
    }

    /** The questions, newest first; who has just asked one sees it. */
    public Page<QueryView> list(Viewer viewer, UUID datasetId, PageRequest page) {
        access.require(viewer, datasetId);
        retrievals.write();
        return QuarkusTransaction.requiringNew().call(() -> {
            List<DatasetQuery> queries = DatasetQuery.<DatasetQuery>find(OF_DATASET + " order by createdAt desc, id desc",
                    viewer.tenantId(), datasetId).page(page.page() - 1, page.limit()).list();
            return Page.of(queries.stream().map(QueryView::of).toList(),
                    DatasetQuery.count(OF_DATASET, viewer.tenantId(), datasetId), page);
        });
    }
}
