package dev.difynative.importer;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.files.MessageFileRow;
import dev.difynative.files.NewUpload;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;

/** Fetches the files of messages from the source and keeps them as uploads of the same user; of a remote one, its address. */
@Singleton
class MessageFilesImport {
    private static final String REMOTE = "remote_url";

    private final UploadFiles uploads;

    /** Whose files they are here. */
    record Owner(UUID app, UUID endUser) {}

    MessageFilesImport(UploadFiles uploads) { this.uploads = uploads; }

    List<MessageFileRow> of(ImportJob job, DifyConsole source, Owner owner, JsonNode message) {
        List<MessageFileRow> files = new ArrayList<>();
        for (JsonNode file : message.path("message_files")) {
            UUID id = Ids.tryParse(file.path("id").asText()).orElseGet(Ids::next);
            String belongsTo = file.path("belongs_to").asText(MessageFileRow.USER);
            String type = file.path("type").asText("custom");
            if (file.path("transfer_method").asText().equals(REMOTE)) {
                files.add(new MessageFileRow(id, type, REMOTE, file.path("url").asText(), null, belongsTo));
                continue;
            }
            try {
                files.add(new MessageFileRow(id, type, "local_file", null, kept(job, source, owner, file), belongsTo));
            } catch (SourceException | Failure unavailable) {
                job.report().note(ImportKind.CONVERSATION, file.path("filename").asText("a file"), message.path("id").asText(),
                        "a file of this message was not to be had: " + unavailable.getMessage());
            }
        }
        return files;
    }

    private UUID kept(ImportJob job, DifyConsole source, Owner owner, JsonNode file) {
        byte[] bytes = source.download(file.path("url").asText());
        return uploads.store(new NewUpload(job.tenantId(), owner.app(), NewUpload.Uploader.endUser(owner.endUser()),
                Texts.clean(file.path("filename").asText("file")), file.path("mime_type").asText("application/octet-stream")),
                new ByteArrayInputStream(bytes)).id();
    }
}
