package dev.difynative.workflow.node.llm;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.difynative.files.AttachedFiles;
import dev.difynative.files.MessageFileRow;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.chat.ContentPart;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.node.file.NodeFiles;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** What nodes that ask models have in common: files, and the text of a context. */
@Singleton
class PromptParts {
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private final Sources sources;

    /** Where the bytes of files are, and what models take. */
    @FunctionalInterface
    interface Sources {
        List<ContentPart> images(UUID tenantId, List<MessageFileRow> images, String detail);

        default Set<String> features(UUID tenantId, ModelChoice model) { return Set.of(); }

        default byte[] bytes(NodeContext context, Value.FileRef file) throws InterruptedException { return new byte[0]; }
    }

    /** Which files a model sees; {@code selector} is null when it sees none but those its prompt names. */
    record Vision(boolean enabled, Selector selector, String detail) {
        static Vision read(NodeData data) {
            NodeData vision = data.object("vision");
            NodeData configs = vision.object("configs");
            boolean enabled = vision.flag("enabled", false);
            return new Vision(enabled,
                    enabled ? configs.selector("variable_selector").orElse(Selector.of(Selector.SYSTEM, "files")) : null,
                    configs.text("detail", "high"));
        }

        List<TypedInput> typedInputs() {
            return selector == null
                    ? List.of()
                    : List.of(new TypedInput("vision.configs.variable_selector", selector, ValueType.ARRAY_FILE));
        }
    }

    /** How much of the conversation a model is told. */
    record Memory(boolean present, int rounds, String queryTemplate, String userPrefix, String assistantPrefix) {
        private static final int ALL = 500;
        private static final int PRESET_WINDOW = 50;

        static Memory read(NodeData data) {
            NodeData memory = data.object("memory");
            if (memory.json().isMissingNode() || memory.json().isEmpty()) {
                return new Memory(false, 0, "", "", "");
            }
            NodeData window = memory.object("window");
            NodeData prefix = memory.object("role_prefix");
            int rounds = window.flag("enabled", false) ? window.integer("size", PRESET_WINDOW, 0, 1_000) : ALL;
            return new Memory(true, rounds, memory.text("query_prompt_template", ""), orElse(prefix.text("user", ""), "Human"),
                    orElse(prefix.text("assistant", ""), "Assistant"));
        }

        private static String orElse(String text, String preset) { return text.isBlank() ? preset : text; }
    }

    @Inject
    PromptParts(AttachedFiles files, NodeFiles bytes, ModelRuntime models) {
        this(new Sources() {
            @Override
            public List<ContentPart> images(UUID tenantId, List<MessageFileRow> images, String detail) {
                return files.toContentParts(tenantId, images, detail);
            }

            @Override
            public Set<String> features(UUID tenantId, ModelChoice model) {
                return models.features(tenantId, model.provider(), model.name());
            }

            @Override
            public byte[] bytes(NodeContext context, Value.FileRef file) throws InterruptedException {
                return bytes.read(context, file, MOST_BYTES);
            }
        });
    }

    PromptParts(Sources sources) { this.sources = sources; }

    Sight sight(NodeContext context, ModelChoice model, Vision vision) { return new Sight(context, model, vision); }

    /**
     * The files that a model is shown: none, unless its author has switched that on; images always, other kinds of files when the
     * model is known to take them.
     */
    final class Sight {
        private final NodeContext context;
        private final ModelChoice model;
        private final Vision vision;

        private Sight(NodeContext context, ModelChoice model, Vision vision) {
            this.context = context;
            this.model = model;
            this.vision = vision;
        }

        boolean enabled() { return vision.enabled(); }

        /** The files of the variable that the author has chosen. */
        List<ContentPart> files() throws InterruptedException {
            return vision.selector() == null
                    ? List.of()
                    : files(context.read(vision.selector()).map(Value::asItems).orElse(List.of()));
        }

        /** The files among the values, once each: images first. */
        List<ContentPart> files(List<Value> values) throws InterruptedException {
            if (!enabled()) {
                return List.of();
            }
            Map<String, Value.FileRef> files = new LinkedHashMap<>();
            for (Value value : values) {
                if (value instanceof Value.FileRef file) {
                    files.putIfAbsent(file.relatedId() + " " + file.remoteUrl(), file);
                }
            }
            List<MessageFileRow> images = files.values().stream().filter(file -> file.kind().equals("image"))
                    .map(file -> new MessageFileRow(Ids.next(), file.kind(), file.transferMethod(), file.remoteUrl(),
                            file.relatedId(), MessageFileRow.USER))
                    .toList();
            List<ContentPart> parts = new ArrayList<>();
            if (!images.isEmpty()) {
                parts.addAll(sources.images(context.run().tenantId(), images, vision.detail()));
            }
            for (Value.FileRef file : files.values()) {
                for (ContentPart.Medium medium : ContentPart.Medium.values()) {
                    if (file.kind().equals(medium.feature()) && takes(medium)) {
                        parts.add(attachment(medium, file));
                    }
                }
            }
            return parts;
        }

        private boolean takes(ContentPart.Medium medium) {
            return sources.features(context.run().tenantId(), model).contains(medium.feature());
        }

        private ContentPart attachment(ContentPart.Medium medium, Value.FileRef file) throws InterruptedException {
            String type = file.mimeType() == null ? "application/octet-stream" : file.mimeType().split(";")[0].strip();
            return new ContentPart.Attachment(medium, file.filename() == null ? "file" : file.filename(), type,
                    Base64.getEncoder().encodeToString(sources.bytes(context, file)));
        }
    }

    /** A context as text: of retrieved passages their contents, of anything else what it says. */
    static String contextText(Optional<Value> context) {
        return switch (context.orElse(Value.NOTHING)) {
            case Value.Array(List<Value> items) -> {
                List<String> texts = new ArrayList<>();
                for (Value item : items) {
                    texts.add(item.inside("content").orElse(item).text());
                }
                yield (String.join("\n", texts).strip());
            }
            case Value other -> other.text();
        };
    }
}
