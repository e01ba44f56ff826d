package dev.difynative.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.auth.AccountProfile;
import dev.difynative.auth.AccountService;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.net.OutboundClient;
import dev.difynative.workspace.WorkspaceService;
import dev.difynative.workspace.WorkspaceSummary;

/**
 * Brings a workspace over from a running Dify, or apps from a folder of their files. It reads from the source's console API and
 * writes through the services of this program, in whose database it runs: keys and conversations can be taken over as they are
 * only there, and each thing is remembered in the transaction that makes it.
 */
@Singleton
public class DifyImport {
    private final OutboundClient client;
    private final ObjectMapper json;
    private final AccountService accounts;
    private final WorkspaceService workspaces;
    private final ImportLedger ledger;
    private final TagsImport tags;
    private final KnowledgeImport knowledge;
    private final AppsImport apps;
    private final AppPartsImport parts;

    DifyImport(OutboundClient client, ObjectMapper json, AccountService accounts, WorkspaceService workspaces,
            ImportLedger ledger, TagsImport tags, KnowledgeImport knowledge, AppsImport apps, AppPartsImport parts) {
        this.client = client;
        this.json = json;
        this.accounts = accounts;
        this.workspaces = workspaces;
        this.ledger = ledger;
        this.tags = tags;
        this.knowledge = knowledge;
        this.apps = apps;
        this.parts = parts;
    }

    /** Does it, telling how far it is; whether everything could be taken. Its end is told as well. */
    public boolean run(ImportSettings settings, Consumer<String> progress) {
        AccountProfile account = accounts.findByEmail(settings.account())
                .orElseThrow(() -> new ImportException("There is no account %s here: name one with --account"
                        .formatted(settings.account())));
        UUID tenant = workspace(account.id(), settings.workspace());
        String source = settings.url() == null ? "folder" : DifyConsole.address(settings.url());
        ImportReport report = new ImportReport(settings.dry());
        ImportJob job = new ImportJob(new ImportLedger.Place(tenant, source), account.id(), settings.dry(),
                settings.asSegments(), ledger, report, progress);
        try {
            if (settings.url() == null) {
                takeFolder(job, settings.folder());
            } else {
                takeService(job, settings);
            }
        } catch (SourceException refused) {
            throw new ImportException(refused.getMessage() + "\nWhat was taken so far is kept; the next run goes on there");
        } catch (Failure refused) {
            throw new ImportException(refused.getMessage());
        }
        progress.accept(report.text());
        if (settings.report() != null) {
            write(report, settings.report());
        }
        return !report.anyFailed();
    }

    private void takeService(ImportJob job, ImportSettings settings) {
        DifyConsole source = new DifyConsole(client, json, settings.url(), settings.email(), settings.password(),
                DifyImport::sleep);
        source.signIn();
        tags.take(job, source);
        // First, because apps speak of them.
        knowledge.take(job, source);
        parts.takeDatasetKeys(job, source);
        apps.take(job, source);
    }

    private void takeFolder(ImportJob job, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> exports = files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
            if (exports.isEmpty()) {
                throw new ImportException("There are no files *.yml in " + folder);
            }
            for (Path export : exports) {
                apps.takeFile(job, export.getFileName().toString(), Files.readString(export));
            }
        } catch (IOException unreadable) {
            throw new ImportException("The folder cannot be read: " + unreadable.getMessage());
        }
    }

    private UUID workspace(UUID accountId, String wanted) {
        List<WorkspaceSummary> own = workspaces.ofAccount(accountId, null);
        List<WorkspaceSummary> meant = own.stream()
                .filter(each -> wanted == null || each.id().toString().equals(wanted) || each.name().equals(wanted)).toList();
        if (meant.size() != 1) {
            throw new ImportException("Name the workspace with --workspace, one of: "
                    + String.join(", ", own.stream().map(each -> each.name() + " (" + each.id() + ")").toList()));
        }
        return meant.getFirst().id();
    }

    private void write(ImportReport report, Path file) {
        try {
            Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(report.written()) + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ImportException("The import was interrupted");
        }
    }
}
