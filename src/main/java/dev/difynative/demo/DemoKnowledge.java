package dev.difynative.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.difynative.knowledge.CreateDataset;
import dev.difynative.knowledge.DatasetService;
import dev.difynative.knowledge.Viewer;
import dev.difynative.knowledge.document.DocumentIntake;
import dev.difynative.knowledge.document.DocumentSettings;
import dev.difynative.knowledge.settings.IndexingTechnique;
import dev.difynative.knowledge.settings.SearchMethod;
import dev.difynative.models.provider.builtin.Builtin;

/** The demo's knowledge base: a few texts about the service itself, indexed like any others. */
@Singleton
class DemoKnowledge {
    private static final List<String> DOCUMENTS = List.of("models.md", "operations.md", "apps.md");

    private final DatasetService datasets;
    private final DocumentIntake documents;
    private final ObjectMapper json;

    DemoKnowledge(DatasetService datasets, DocumentIntake documents, ObjectMapper json) {
        this.datasets = datasets;
        this.documents = documents;
        this.json = json;
    }

    /** Makes it; its documents are ready a moment later. */
    UUID make(Viewer viewer) {
        ObjectNode search = json.createObjectNode().put("search_method", SearchMethod.HYBRID_SEARCH.wire()).put("top_k", 2);
        UUID dataset = datasets.create(viewer, new CreateDataset("Demo knowledge", "What dify-native is and how it is run",
                IndexingTechnique.HIGH_QUALITY.wire(), "all_team_members", null, Builtin.ID, Builtin.EMBEDDING_MODEL, search,
                null,
                null, null, null)).id();
        for (String name : DOCUMENTS) {
            documents.addText(viewer, dataset, new DocumentSettings(name, text("knowledge/" + name),
                    IndexingTechnique.HIGH_QUALITY.wire(), null, null, paragraphs(), null, null, null, null, null));
        }
        return dataset;
    }

    /** Each paragraph by itself, so that a citation points at what it says. */
    private ObjectNode paragraphs() {
        ObjectNode rule = json.createObjectNode().put("mode", "custom");
        rule.putObject("rules").putObject("segmentation").put("separator", "\n\n").put("max_tokens", 200).put("chunk_overlap", 0);
        return rule;
    }

    static String text(String resource) {
        try (InputStream file = DemoKnowledge.class.getResourceAsStream("/demo/" + resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
