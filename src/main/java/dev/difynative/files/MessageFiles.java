package dev.difynative.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The files of messages. */
@ApplicationScoped
public class MessageFiles {
    private final FileUrls urls;
    private final FileLinks links;

    MessageFiles(FileUrls urls, FileLinks links) {
        this.urls = urls;
        this.links = links;
    }

    /** The files of many messages, by message, at the addresses that their app's callers know. */
    @Transactional
    public Map<UUID, List<MessageFileView>> of(UUID tenantId, Collection<UUID> messageIds) {
        return shown(tenantId, messageIds, urls::preview);
    }

    /** The same with links that open without the key of an app, for members who look at what was said. */
    @Transactional
    public Map<UUID, List<MessageFileView>> linked(UUID tenantId, Collection<UUID> messageIds) {
        return shown(tenantId, messageIds, file -> links.to(tenantId, file));
    }

    /** Two queries, however many messages there are. */
    private static Map<UUID, List<MessageFileView>> shown(UUID tenantId, Collection<UUID> messageIds,
            Function<UUID, String> address) {
        List<MessageFile> files = messageIds.isEmpty() ? List.of() : MessageFile.listOfMessages(tenantId, messageIds);
        Map<UUID, UploadFile> uploads = uploads(tenantId, files);
        Map<UUID, List<MessageFileView>> byMessage = new LinkedHashMap<>();
        for (MessageFile file : files) {
            UploadFile upload = uploads.get(file.uploadFileId);
            byMessage.computeIfAbsent(file.messageId, first -> new ArrayList<>()).add(upload == null
                    ? MessageFileView.remote(file)
                    : MessageFileView.local(file, upload, address.apply(upload.id)));
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
