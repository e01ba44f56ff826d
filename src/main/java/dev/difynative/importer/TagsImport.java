package dev.difynative.importer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.workspace.tag.TagView;
import dev.difynative.workspace.tag.Tags;

/** Brings over tags; one of the same name is used, not made again. */
@Singleton
class TagsImport {
    private final Tags tags;

    TagsImport(Tags tags) { this.tags = tags; }

    void take(ImportJob job, DifyConsole source) {
        for (String type : List.of(Tags.KNOWLEDGE, Tags.APP)) {
            for (JsonNode tag : source.all("/tags?type=" + type)) {
                String name = tag.path("name").asText();
                job.once(ImportKind.TAG, tag.path("id").asText(), name, () -> named(job, type, name)
                        .orElseGet(() -> tags.create(job.tenantId(), job.accountId(), type, name).id()));
            }
        }
    }

    /** Puts the tags of something there on the same thing here. */
    void bind(ImportJob job, String type, JsonNode tagged, UUID targetId) {
        List<UUID> own = tagged.path("tags").findValuesAsText("id").stream()
                .flatMap(id -> job.ledger().find(job.place(), ImportKind.TAG, id).stream()).toList();
        if (!own.isEmpty()) {
            tags.bind(job.tenantId(), job.accountId(), type, own, targetId);
        }
    }

    private Optional<UUID> named(ImportJob job, String type, String name) {
        return tags.list(job.tenantId(), type, null).stream().filter(tag -> tag.name().equals(name)).map(TagView::id).findFirst();
    }
}
