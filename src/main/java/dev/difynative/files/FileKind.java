package dev.difynative.files;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is by its name; decides how large it may be. */
public enum FileKind {
    IMAGE(Set.of("jpg", "jpeg", "png", "gif", "webp")),
    VIDEO(Set.of("mp4", "m4v", "mov", "mpeg", "mpg", "webm", "avi",
            "mkv")),
    AUDIO(Set.of("mp3", "m4a", "wav", "amr", "mpga", "aac", "flac", "ogg")),
    DOCUMENT(Set.of());

    private final Set<String> extensions;

    FileKind(Set<String> extensions) { this.extensions = extensions; }

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    /** A file that is nothing else is a document. */
    public static FileKind ofExtension(String extension) {
        for (FileKind kind : values()) {
            if (kind.extensions.contains(extension)) {
                return kind;
            }
        }
        return DOCUMENT;
    }

    /** The same by a whole name; without one it is a document. */
    public static FileKind ofName(String name) {
        return ofExtension(extension(name));
    }

    /** What follows the last dot, in lower case; empty when there is none. */
    static String extension(String name) {
        int dot = name == null ? -1 : name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The kind with that wire name; {@code custom}, which takes any file, is none. */
    static Optional<FileKind> find(String wire) {
        for (FileKind kind : values()) {
            if (kind.wire().equals(wire)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
