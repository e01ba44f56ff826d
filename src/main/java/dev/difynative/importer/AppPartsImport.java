package dev.difynative.importer;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.apps.annotation.AnnotationService;
import dev.difynative.apps.annotation.SaveAnnotation;
import dev.difynative.auth.keys.ApiKeyService;
import dev.difynative.auth.keys.KeyScope;

/** Brings over the keys, annotations and conversations of an app, and the keys of datasets. */
@Singleton
class AppPartsImport {
    private static final List<String> WITH_ANNOTATIONS = List.of("chat", "agent-chat", "advanced-chat", "completion");

    private final ApiKeyService keys;
    private final AnnotationService annotations;
    private final ConversationsImport conversations;

    AppPartsImport(ApiKeyService keys, AnnotationService annotations, ConversationsImport conversations) {
        this.keys = keys;
        this.annotations = annotations;
        this.conversations = conversations;
    }

    /** @param own the app here; null in a dry run */
    void take(ImportJob job, DifyConsole source, JsonNode app, UUID own) {
        String id = app.path("id").asText();
        String name = app.path("name").asText();
        takeKeys(job, source, "/apps/" + id + "/api-keys", name, KeyScope.app(job.tenantId(), own));
        if (WITH_ANNOTATIONS.contains(app.path("mode").asText())) {
            takeAnnotations(job, source, id, name, own);
            conversations.take(job, source, app, own);
        }
    }

    void takeDatasetKeys(ImportJob job, DifyConsole source) {
        takeKeys(job, source, "/datasets/api-keys", "datasets", KeyScope.datasets(job.tenantId()));
    }

    private void takeKeys(ImportJob job, DifyConsole source, String place, String name, KeyScope scope) {
        for (JsonNode key : listed(job, source, place, ImportKind.KEY, name)) {
            String id = key.path("id").asText();
            String token = key.path("token").asText();
            if (token.contains("…") || token.contains("*")) {
                job.report().failed(ImportKind.KEY, name, id,
                        "%s: the source shows its keys masked, make a new one".formatted(token));
            } else {
                job.once(ImportKind.KEY, id, name, () -> keys.adopt(scope, token, job.accountId()));
            }
        }
    }

    private void takeAnnotations(ImportJob job, DifyConsole source, String id, String name, UUID own) {
        List<JsonNode> found = listed(job, source, "/apps/" + id + "/annotations", ImportKind.ANNOTATION, name);
        for (JsonNode annotation : found) {
            String question = annotation.path("question").asText();
            String answer = Texts.orNull(annotation.path("answer"));
            job.once(ImportKind.ANNOTATION, annotation.path("id").asText(), question,
                    () -> annotations.create(job.tenantId(), own, job.accountId(), new SaveAnnotation(question,
                            answer == null ? annotation.path("content").asText() : answer, null, null)).id());
        }
        if (!found.isEmpty()) {
            job.report().note(ImportKind.ANNOTATION, name, id, "switch annotation reply on again where it was on");
        }
    }

    private static List<JsonNode> listed(ImportJob job, DifyConsole source, String place, ImportKind kind, String name) {
        try {
            return source.all(place);
        } catch (SourceException refused) {
            job.report().failed(kind, name, place, refused.getMessage());
            return List.of();
        }
    }
}
