package dev.difynative.files;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import dev.difynative.workspace.retention.Cutoffs;
import dev.difynative.workspace.retention.Expiring;

/**
 * Files that were sent to apps and belong to no message any more, and pictures that show nobody and no app any more, with their
 * bytes. Those of datasets stay with their documents.
 */
@Singleton
class OldUploads implements Expiring {
    private static final String DELETE = """
            DELETE FROM upload_files WHERE id IN (
                SELECT f.id FROM upload_files f JOIN unnest(?, ?) AS k(tenant_id, before) ON k.tenant_id = f.tenant_id
                WHERE f.id < ? AND f.created_at < k.before AND (f.app_id IS NOT NULL OR %s)
                    AND NOT EXISTS (SELECT 1 FROM message_files m WHERE m.upload_file_id = f.id)
                    AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.upload_file_id = f.id)
                ORDER BY f.id LIMIT ? FOR UPDATE OF f SKIP LOCKED)
            RETURNING storage_key""".formatted(UploadFile.IS_IDLE_PICTURE);

    private final UploadFiles files;
    private List<String> removed = List.of();

    OldUploads(UploadFiles files) { this.files = files; }

    @Override
    public Kind kind() { return Kind.LOGS; }

    @Override
    public String name() { return "uploaded files"; }

    @Override
    public synchronized int removeSome(Connection connection, Cutoffs cutoffs, int atMost) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement delete = cutoffs.prepare(connection, DELETE, atMost); ResultSet row = delete.executeQuery()) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        removed = keys;
        return keys.size();
    }

    @Override
    public synchronized void committed() {
        files.deleteBytes(removed);
        removed = List.of();
    }
}
