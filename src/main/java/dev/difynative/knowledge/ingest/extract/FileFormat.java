package dev.difynative.knowledge.ingest.extract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of file whose text can be read, with the extensions that announce them. */
public enum FileFormat {
    TEXT("plain text", "txt", "text", "log"),
    MARKDOWN("Markdown", "md", "markdown", "mdx"),
    PDF("PDF", "pdf"),
    HTML("HTML", "html", "htm", "xhtml"),
    DOCX("Word document (docx)", "docx", "docm"),
    DOC("Word 97 document (doc)", "doc", "dot"),
    PPTX("PowerPoint presentation (pptx)", "pptx", "pptm"),
    PPT("PowerPoint 97 presentation (ppt)", "ppt", "pps"),
    XLSX("Excel workbook (xlsx)", "xlsx", "xlsm"),
    XLS("Excel 97 workbook (xls)", "xls"),
    CSV("CSV", "csv", "tsv"),
    EPUB("EPUB", "epub"),
    EML("e-mail message (eml)", "eml"),
    MSG("Outlook message (msg)", "msg"),
    JSON("JSON", "json", "jsonl", "ndjson"),
    XML("XML", "xml"),
    VTT("WebVTT", "vtt"),
    SRT("SubRip subtitles", "srt"),
    PROPERTIES("properties", "properties"),
    CODE("source code", "java", "kt", "kts", "scala", "groovy", "py", "js", "mjs", "cjs", "ts", "tsx", "jsx", "vue", "c", "h",
            "cc", "cpp", "cxx", "hpp", "cs", "go", "rs", "rb", "php", "swift", "m", "mm", "lua", "pl", "pm", "r", "jl", "dart",
            "ex", "exs", "erl", "hs", "clj", "ml", "fs", "sh", "bash", "zsh", "ps1", "bat", "sql", "css", "scss", "less",
            "gradle", "cmake", "makefile", "dockerfile", "svelte", "proto", "graphql", "tf", "yaml", "yml", "toml", "ini", "cfg",
            "conf", "rst", "adoc", "tex");

    private static final Map<String, FileFormat> BY_EXTENSION = Stream.of(values())
            .flatMap(format -> format.extensions.stream().map(extension -> Map.entry(extension, format)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String label;
    private final List<String> extensions;

    FileFormat(String label, String... extensions) {
        this.label = label;
        this.extensions = List.of(extensions);
    }

    /** All extensions that announce a format, in their order. */
    public static List<String> extensions() {
        return BY_EXTENSION.keySet().stream().sorted().toList();
    }

    /** The format that an extension (without its dot) announces. */
    public static Optional<FileFormat> ofExtension(String extension) {
        return Optional.ofNullable(extension).map(text -> BY_EXTENSION.get(text.toLowerCase(Locale.ROOT)));
    }

    /** What users call it. */
    public String label() { return label; }

}
