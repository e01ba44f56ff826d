package dev.difynative.chat.agent;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.chat.ChatEvent;
import dev.difynative.chat.ChatRun;
import dev.difynative.chat.ChatTurn;
import dev.difynative.chat.journal.JournalEntry;
import dev.difynative.chat.journal.MessageRow;
import dev.difynative.files.FileKind;
import dev.difynative.files.FileView;
import dev.difynative.files.MessageFileRow;
import dev.difynative.files.NewUpload;
import dev.difynative.files.UploadFiles;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.tools.ToolResult.ToolFile;

/** Makes files that tools have made a part of the answer. */
@Singleton
class AgentFiles {
    private static final Logger LOG = Logger.getLogger(AgentFiles.class);
    private static final String TOOL_FILE = "tool_file";

    private final UploadFiles uploads;
    private final Clock clock;

    AgentFiles(UploadFiles uploads, Clock clock) {
        this.uploads = uploads;
        this.clock = clock;
    }

    /** The id of the file in the message; empty for a file that the service does not take. */
    Optional<UUID> keep(ChatRun run, ToolFile file) {
        ChatTurn turn = run.turn();
        MessageRow.Sender sender = turn.message().sender();
        NewUpload.Uploader by = sender.accountId() == null
                ? NewUpload.Uploader.endUser(sender.endUserId())
                : NewUpload.Uploader.account(sender.accountId());
        try {
            FileView kept = uploads.store(new NewUpload(sender.tenantId(), sender.appId(), by, file.name(), file.mimeType()),
                    new ByteArrayInputStream(file.bytes()));
            FileKind kind = FileKind.ofExtension(kept.extension());
            MessageFileRow row = new MessageFileRow(Ids.next(), kind.wire(), TOOL_FILE,
                    null, kept.id(), MessageFileRow.ASSISTANT);
            run.keep(new JournalEntry.Attached(sender.tenantId(), turn.message().id(), row, clock.instant()));
            run.tell(new ChatEvent.MessageFile(turn.envelope(), row.id(), row.type(), row.belongsTo(),
                    kept.sourceUrl()));
            return Optional.of(row.id());
        } catch (Failure refused) {
            LOG.warnf("The file '%s' that a tool made for message %s is left out: %s", file.name(), turn.message().id(),
                    refused.getMessage());
            return Optional.empty();
        }
    }

    Clock clock() { return clock; }
}
