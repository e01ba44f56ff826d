package dev.difynative.knowledge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;

import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Decides who may see a dataset, by its permission; the owner of the workspace may see all. Whoever may see one and may change
 * datasets at all may change it too. Each call on a dataset or on what is in it begins here.
 */
@ApplicationScoped
public class DatasetAccess {
    private static final String TERMS = """
            SELECT d.permission, d.created_by, EXISTS (SELECT FROM dataset_members m
                WHERE m.tenant_id = d.tenant_id AND m.dataset_id = d.id AND m.account_id = ?)
            FROM datasets d WHERE d.tenant_id = ? AND d.id = ?""";

    private final DatasetDirectory directory;
    private final DataSource database;

    DatasetAccess(DatasetDirectory directory, DataSource database) {
        this.directory = directory;
        this.database = database;
    }

    /** What decides who may see a dataset. */
    private record Terms(DatasetPermission permission, UUID createdBy, boolean memberNamed) {}

    /** The dataset; 404 when the workspace has none of this id, 403 when it is not for this person. */
    public DatasetSnapshot require(Viewer viewer, UUID datasetId) {
        if (QuarkusTransaction.getStatus() == Status.STATUS_ACTIVE) {
            visible(viewer, datasetId);
        } else if (!viewer.seesAll()) {
            // One way to the database and back, without a transaction around it.
            check(viewer, terms(viewer, datasetId));
        }
        DatasetSnapshot dataset = directory.get(viewer.tenantId(), datasetId);
        checkApi(viewer, dataset.enableApi());
        return dataset;
    }

    private Terms terms(Viewer viewer, UUID datasetId) {
        try (Connection connection = database.getConnection(); PreparedStatement query = connection.prepareStatement(TERMS)) {
            query.setObject(1, viewer.accountId(), Types.OTHER);
            query.setObject(2, viewer.tenantId());
            query.setObject(3, datasetId);
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                throw notFound();
            }
            return new Terms(DatasetPermission.find(row.getString(1)).orElseThrow(), row.getObject(2, UUID.class),
                    row.getBoolean(3));
        } catch (SQLException fault) {
            throw new IllegalStateException("The permission of dataset " + datasetId + " could not be read", fault);
        }
    }

    static Dataset visible(Viewer viewer, UUID datasetId) {
        return check(viewer, Dataset.findOwned(viewer.tenantId(), datasetId).orElseThrow(DatasetAccess::notFound));
    }

    /** The same, and nobody else changes or deletes the dataset until this transaction ends. */
    static Dataset locked(Viewer viewer, UUID datasetId) {
        return check(viewer, Dataset.lockOwned(viewer.tenantId(), datasetId).orElseThrow(DatasetAccess::notFound));
    }

    static Failure notFound() { return KnowledgeError.DATASET_NOT_FOUND.because("Dataset not found"); }

    private static Dataset check(Viewer viewer, Dataset dataset) {
        boolean asked = dataset.permission == DatasetPermission.PARTIAL_MEMBERS && !viewer.seesAll();
        check(viewer, new Terms(dataset.permission, dataset.createdBy,
                asked && DatasetMember.exists(viewer.tenantId(), dataset.id, viewer.accountId())));
        checkApi(viewer, dataset.enableApi);
        return dataset;
    }

    private static void check(Viewer viewer, Terms terms) {
        if (!viewer.seesAll() && !isOpenTo(viewer, terms)) {
            throw CommonError.ACCESS_DENIED.because("You do not have permission to access this dataset");
        }
    }

    private static void checkApi(Viewer viewer, boolean enabled) {
        if (viewer.byKey() && !enabled) {
            throw CommonError.ACCESS_DENIED.because("The API of this dataset is switched off");
        }
    }

    private static boolean isOpenTo(Viewer viewer, Terms terms) {
        if (viewer.accountId() != null && viewer.accountId().equals(terms.createdBy)) {
            return true;
        }
        return switch (terms.permission) {
            case ONLY_ME -> false;
            case ALL_TEAM_MEMBERS -> true;
            case PARTIAL_MEMBERS -> terms.memberNamed;
        };
    }
}
