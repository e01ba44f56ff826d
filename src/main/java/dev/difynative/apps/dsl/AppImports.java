package dev.difynative.apps.dsl;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.apps.AppDetail;
import dev.difynative.apps.AppError;
import dev.difynative.apps.AppService;
import dev.difynative.apps.ImportedApp;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.graph.GraphFault;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Makes apps of the files that Dify and this service export. */
@Singleton
public class AppImports {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 5;

    private final DslFetcher fetcher;
    private final AppService apps;
    private final ImportedContent contents;
    private final ObjectMapper json;
    private final Clock clock;

    AppImports(DslFetcher fetcher, AppService apps, ImportedContent contents, ObjectMapper json, Clock clock) {
        this.fetcher = fetcher;
        this.apps = apps;
        this.contents = contents;
        this.json = json;
        this.clock = clock;
    }

    /** Imports a file, or keeps it for ten minutes when its version must be confirmed first. */
    public ImportResult start(UUID tenantId, UUID accountId, ImportApp command) {
        return start(tenantId, accountId, command, ignored -> {});
    }

    /** The same; what is to be done in the transaction that makes a new app is told its id. */
    public ImportResult start(UUID tenantId, UUID accountId, ImportApp command, Consumer<UUID> alongside) {
        ImportApp checked = command.checked();
        ImportApp request = checked.mode() == ImportApp.Mode.URL ? checked.with(fetcher.fetch(checked.yamlUrl())) : checked;
        DslDocument document = DslDocument.parse(request.yamlContent());
        DslVersion version = DslVersion.of(document.version());
        if (version.distance() == DslVersion.Distance.FOREIGN) {
            UUID id = QuarkusTransaction.requiringNew().call(() -> keep(tenantId, request));
            return new ImportResult(id, ImportResult.Status.PENDING, null, null, DslVersion.CURRENT.toString(),
                    version.toString(), "", List.of());
        }
        return complete(tenantId, accountId, Ids.next(), request, document, alongside);
    }

    /** Imports a file although its version is another one. */
    public ImportResult confirm(UUID tenantId, UUID accountId, UUID importId) {
        return confirm(tenantId, accountId, importId, ignored -> {});
    }

    /** The same; what is to be done in the transaction that makes a new app is told its id. */
    public ImportResult confirm(UUID tenantId, UUID accountId, UUID importId, Consumer<UUID> alongside) {
        ImportApp request = QuarkusTransaction.requiringNew().call(() -> {
            PendingImport pending = PendingImport.take(tenantId, importId, clock.instant())
                    .orElseThrow(() -> DslError.IMPORT_NOT_FOUND.because("There is no such import, or it has expired"));
            pending.delete();
            return read(pending.request);
        });
        return complete(tenantId, accountId, importId, request, DslDocument.parse(request.yamlContent()), alongside);
    }

    /** Makes an app of a document that this service has written. */
    AppDetail create(UUID tenantId, UUID accountId, ImportedApp terms, DslDocument document) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            AppDetail app = apps.createImported(tenantId, accountId, new ImportedApp(terms.name(), document.mode(),
                    terms.description(), terms.icon(), document.app().config()));
            contents.keep(tenantId, accountId, app.id(), document);
            return app;
        });
    }

    private ImportResult complete(UUID tenantId, UUID accountId, UUID id, ImportApp request, DslDocument document,
            Consumer<UUID> alongside) {
        List<GraphFault> warnings = new ArrayList<>(contents.warnings(tenantId, document));
        ImportedApp terms = terms(request, document, warnings);
        AppDetail app = request.appId() == null
                ? createNamed(tenantId, accountId, terms, document, alongside)
                : overwrite(tenantId, accountId, request.appId(), terms, document);
        DslVersion version = DslVersion.of(document.version());
        boolean plain = warnings.isEmpty() && version.distance() == DslVersion.Distance.SAME;
        return new ImportResult(id, plain ? ImportResult.Status.COMPLETED : ImportResult.Status.COMPLETED_WITH_WARNINGS, app.id(),
                app.mode(), DslVersion.CURRENT.toString(), version.toString(), "", List.copyOf(warnings));
    }

    private AppDetail createNamed(UUID tenantId, UUID accountId, ImportedApp terms, DslDocument document,
            Consumer<UUID> alongside) {
        return withFreeName(() -> {
            AppDetail app = create(tenantId, accountId, named(terms, apps.freeName(tenantId, terms.name())), document);
            alongside.accept(app.id());
            return app;
        });
    }

    /** Between the choice of a free name and its use somebody may give it to an app: then the work is done again, for the next one. */
    static AppDetail withFreeName(Callable<AppDetail> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(work);
            } catch (Failure failure) {
                if (failure.code() != AppError.NAME_TAKEN || attempt == ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private AppDetail overwrite(UUID tenantId, UUID accountId, UUID appId, ImportedApp terms, DslDocument document) {
        return QuarkusTransaction.requiringNew().call(() -> {
            AppDetail present = apps.get(tenantId, appId);
            if (!present.mode().isGraph() || present.mode() != document.mode()) {
                throw DslError.WRONG_TARGET.field("app_id", "mode",
                        "A file of an app of mode '%s' cannot replace an app of mode '%s'", document.mode().wire(),
                        present.mode().wire());
            }
            String name = terms.name().equals(present.name()) ? terms.name() : apps.freeName(tenantId, terms.name());
            AppDetail app = apps.overwrite(tenantId, accountId, appId, named(terms, name));
            contents.keep(tenantId, accountId, appId, document);
            return app;
        });
    }

    /** What the app is to be: as the file says, unless the request says otherwise. */
    private static ImportedApp terms(ImportApp request, DslDocument document, List<GraphFault> warnings) {
        ImportedApp file = document.app();
        String name = orElse(request.name(), DslDocument.text(document.root().path("app"), "name"));
        String description = orElse(request.description(), DslDocument.text(document.root().path("app"), "description"));
        String shortName = name.isBlank() ? file.name() : DslDocument.cut(name, DslDocument.MAX_NAME_LENGTH);
        String shortDescription = DslDocument.cut(description, DslDocument.MAX_DESCRIPTION_LENGTH);
        warnIfCut("name", name, shortName, DslDocument.MAX_NAME_LENGTH, warnings);
        warnIfCut("description", description, shortDescription, DslDocument.MAX_DESCRIPTION_LENGTH, warnings);
        return new ImportedApp(shortName, document.mode(), shortDescription,
                ImportedApp.Icon.of(orElse(request.iconType(), file.icon().type()), orElse(request.icon(), file.icon().text()),
                        orElse(request.iconBackground(), file.icon().background()), file.icon().useAsAnswerIcon()),
                file.config());
    }

    private static void warnIfCut(String field, String text, String cut, int maxLength, List<GraphFault> warnings) {
        if (cut.length() < text.length()) {
            warnings.add(new GraphFault(null, "app." + field, "length",
                    "The %s was cut to %d characters".formatted(field, maxLength)));
        }
    }

    private static ImportedApp named(ImportedApp terms, String name) {
        return new ImportedApp(name, terms.mode(), terms.description(), terms.icon(), terms.config());
    }

    private UUID keep(UUID tenantId, ImportApp request) {
        PendingImport.deleteExpired(clock.instant());
        PendingImport pending = new PendingImport();
        pending.tenantId = tenantId;
        pending.request = json.<JsonNode>valueToTree(request).toString();
        pending.expiresAt = clock.instant().plus(PATIENCE);
        pending.persist();
        return pending.id;
    }

    private ImportApp read(String request) {
        try {
            return json.readValue(request, ImportApp.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored import is broken", broken);
        }
    }

    private static String orElse(String given, String other) { return given == null || given.isBlank() ? other : given; }
}
