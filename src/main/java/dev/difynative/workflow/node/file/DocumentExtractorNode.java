package dev.difynative.workflow.node.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextExtraction;
import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.node.NodeContext;
import dev.difynative.workflow.node.NodeData;
import dev.difynative.workflow.node.NodeExecutor;
import dev.difynative.workflow.node.NodeFailure;
import dev.difynative.workflow.node.NodeResult;
import dev.difynative.workflow.node.TypedInput;
import dev.difynative.workflow.value.Value;
import dev.difynative.workflow.value.ValueType;

/** Reads the text of files. */
@Singleton
class DocumentExtractorNode implements NodeExecutor<DocumentExtractorNode.Config> {
    private static final int MOST_CHARACTERS = 20_000_000;

    private final TextExtraction extraction;
    private final NodeFiles files;

    record Config(Selector file, boolean list) {}

    DocumentExtractorNode(TextExtraction extraction, NodeFiles files) {
        this.extraction = extraction;
        this.files = files;
    }

    @Override
    public String type() { return "document-extractor"; }

    @Override
    public Config configure(NodeData data) {
        return new Config(data.requiredSelector("variable_selector"), data.flag("is_array_file", false));
    }

    @Override
    public NodeResult execute(Config config, NodeContext context) throws InterruptedException {
        Value given = context.need(config.file());
        List<Value> texts = new ArrayList<>();
        for (Value item : given.asItems()) {
            if (!(item instanceof Value.FileRef file)) {
                return NodeResult.failed("DocumentExtractorError", "Variable %s is no file".formatted(config.file().text()));
            }
            texts.add(Value.of(text(context, file)));
        }
        boolean list = given instanceof Value.Array || config.list();
        if (!list && texts.isEmpty()) {
            return NodeResult.failed("DocumentExtractorError", "Variable %s is empty".formatted(config.file().text()));
        }
        return NodeResult.succeeded(Map.of("text", list ? Value.of(texts) : texts.getFirst()))
                .withInputs(Map.of("variable_selector", given));
    }

    /** Through a file on the disk, since formats such as PDF are read here and there. */
    private String text(NodeContext context, Value.FileRef file) throws InterruptedException {
        Path copy = null;
        try {
            copy = Files.createTempFile("extract-", "");
            String name;
            try (NodeFiles.Opened opened = files.open(context, file)) {
                Files.copy(opened.content(), copy, StandardCopyOption.REPLACE_EXISTING);
                name = FileNames.readable(file, opened.mimeType());
            }
            StringBuilder text = new StringBuilder();
            extraction.extract(new SourceFile(copy, name), piece -> {
                if (text.length() + piece.length() > MOST_CHARACTERS) {
                    throw new NodeFailure("DocumentExtractorError", "The text of '%s' is too long".formatted(file.filename()));
                }
                text.append(piece);
            });
            return text.toString();
        } catch (IOException broken) {
            throw new UncheckedIOException("The file '" + file.filename() + "' cannot be read", broken);
        } finally {
            delete(copy);
        }
    }

    private static void delete(Path copy) {
        try {
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("A temporary file cannot be deleted", left);
        }
    }

    @Override
    public Map<String, ValueType> outputs(Config config) {
        return Map.of("text", config.list() ? ValueType.ARRAY_STRING : ValueType.STRING);
    }

    @Override
    public boolean knowsOutputs(Config config) { return true; }

    @Override
    public List<TypedInput> typedInputs(Config config) {
        return List.of(new TypedInput("variable_selector", config.file(), ValueType.ARRAY_FILE));
    }
}
