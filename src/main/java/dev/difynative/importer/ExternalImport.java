package dev.difynative.importer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.external.ExternalApiView;
import dev.difynative.knowledge.external.ExternalApis;
import dev.difynative.knowledge.external.SaveExternalApi;
import dev.difynative.platform.paging.PageRequest;

/** Connects the services elsewhere that datasets are searched by; one that is connected here already is used. */
@Singleton
class ExternalImport {
    private static final int PAGE = 100;

    private final ExternalApis apis;

    ExternalImport(ExternalApis apis) { this.apis = apis; }

    void take(ImportJob job, DifyConsole source, List<JsonNode> datasets) {
        if (datasets.stream().noneMatch(ExternalImport::isSearchedElsewhere)) {
            return;
        }
        for (JsonNode api : source.all("/datasets/external-knowledge-api")) {
            String id = api.path("id").asText();
            String name = api.path("name").asText();
            String endpoint = api.at("/settings/endpoint").asText();
            String key = api.at("/settings/api_key").asText();
            Optional<UUID> here = connected(job, endpoint);
            if (here.isPresent()) {
                job.once(ImportKind.EXTERNAL, id, name, here::get);
            } else if (key.isEmpty() || key.contains("*") || key.contains("HIDDEN")) {
                job.report().failed(ImportKind.EXTERNAL, name, id,
                        "the source masks its key: connect %s here, then import again".formatted(endpoint));
            } else {
                // It is asked whether it answers, which no transaction waits for.
                job.attemptUnlessKnown(job.ledger().find(job.place(), ImportKind.EXTERNAL, id).isPresent(), ImportKind.EXTERNAL,
                        id, name, () -> {
                            UUID made = apis.create(job.tenantId(), job.accountId(), new SaveExternalApi(name,
                                    Texts.orNull(api.path("description")), new SaveExternalApi.Settings(endpoint, key))).id();
                            return job.ledger().make(job.place(), ImportKind.EXTERNAL, id, () -> made);
                        });
            }
        }
    }

    static boolean isSearchedElsewhere(JsonNode dataset) { return dataset.path("provider").asText().equals("external"); }

    private Optional<UUID> connected(ImportJob job, String endpoint) {
        for (int page = 1;; page++) {
            var found = apis.list(job.tenantId(), null, PageRequest.of(page, PAGE, PAGE));
            Optional<UUID> same = found.data().stream().filter(api -> api.settings().endpoint().equals(bare(endpoint)))
                    .map(ExternalApiView::id).findFirst();
            if (same.isPresent() || !found.hasMore()) {
                return same;
            }
        }
    }

    private static String bare(String endpoint) { return endpoint.replaceFirst("/+$", ""); }
}
