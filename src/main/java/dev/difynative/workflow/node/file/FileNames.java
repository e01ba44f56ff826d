package dev.difynative.workflow.node.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.difynative.knowledge.ingest.extract.FileFormat;
import dev.difynative.workflow.value.Value;

/** Under which name a file is read: its own, with an extension that says what it is. */
final class FileNames {
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(Map.entry("text/markdown", "md"),
            Map.entry("text/html", "html"), Map.entry("application/xhtml+xml", "html"), Map.entry("text/csv", "csv"),
            Map.entry("text/xml", "xml"), Map.entry("application/xml", "xml"), Map.entry("application/json", "json"),
            Map.entry("application/yaml", "yaml"), Map.entry("application/x-yaml", "yaml"), Map.entry("text/yaml", "yaml"),
            Map.entry("text/vtt", "vtt"), Map.entry("application/x-subrip", "srt"), Map.entry("application/pdf", "pdf"),
            Map.entry("application/msword", "doc"), Map.entry("application/vnd.ms-excel", "xls"),
            Map.entry("application/vnd.ms-powerpoint", "ppt"), Map.entry("application/vnd.ms-outlook", "msg"),
            Map.entry("message/rfc822", "eml"), Map.entry("application/epub+zip", "epub"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"));

    private FileNames() {}

    /** {@code mimeType} is what whoever handed out the content has called it, or null. */
    static String readable(Value.FileRef file, String mimeType) {
        String name = file.filename() == null || file.filename().isBlank() ? "file" : file.filename();
        if (isKnown(extension(name))) {
            return name;
        }
        if (file.extension() != null && isKnown(extension(file.extension()))) {
            return name + file.extension();
        }
        for (String type : types(mimeType, file.mimeType())) {
            String extension = type.startsWith("text/") ? EXTENSIONS.getOrDefault(type, "txt") : EXTENSIONS.get(type);
            if (extension != null) {
                return name + "." + extension;
            }
        }
        return name;
    }

    private static boolean isKnown(String extension) { return FileFormat.ofExtension(extension).isPresent(); }

    private static String extension(String name) { return name.substring(name.lastIndexOf('.') + 1); }

    private static List<String> types(String first, String second) { return List.of(plain(first), plain(second)); }

    private static String plain(String type) {
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
