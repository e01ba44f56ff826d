package dev.difynative.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The files of messages. */
@ApplicationScoped
public class MessageFiles {
    private final FileLinks links;

    MessageFiles(FileLinks links) { this.links = links; }

    /** The files of many messages, by message, with links that open without a key; two queries, however many there are. */
    @Transactional
    public Map<UUID, List<MessageFileView>> of(UUID tenantId, Collection<UUID> messageIds) {
        List<MessageFile> files = messageIds.isEmpty() ? List.of() : MessageFile.listOfMessages(tenantId, messageIds);
        Map<UUID, UploadFile> uploads = uploads(tenantId, files);
        Map<UUID, List<MessageFileView>> byMessage = new LinkedHashMap<>();
        for (MessageFile file : files) {
            UploadFile upload = uploads.get(file.uploadFileId);
            byMessage.computeIfAbsent(file.messageId, first -> new ArrayList<>()).add(upload == null
                    ? MessageFileView.remote(file)
                    : MessageFileView.local(file, upload,
                            links.ofMessage(tenantId, upload.id, FileKind.ofExtension(upload.extension))));
        }
        return byMessage;
    }

    private static Map<UUID, UploadFile> uploads(UUID tenantId, List<MessageFile> files) {
        List<UUID> ids = files.stream().map(file -> file.uploadFileId).filter(Objects::nonNull).distinct().toList();
        Map<UUID, UploadFile> uploads = new HashMap<>();
        if (!ids.isEmpty()) {
            UploadFile.listByIds(tenantId, ids).forEach(upload -> uploads.put(upload.id, upload));
        }
        return uploads;
    }
}
