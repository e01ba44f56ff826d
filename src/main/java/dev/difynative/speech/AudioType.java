package dev.difynative.speech;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of audio that are taken. */
enum AudioType {
    MP3("audio/mpeg", Set.of("mp3", "mpga"), Set.of("mp3", "mpga", "mpeg", "x-mp3", "mpeg3")),
    M4A("audio/mp4", Set.of("m4a"), Set.of("m4a", "x-m4a", "mp4")),
    WAV("audio/wav", Set.of("wav"), Set.of("wav", "x-wav", "wave", "vnd.wave")),
    AMR("audio/amr", Set.of("amr"), Set.of("amr"));

    private final String mediaType;
    private final Set<String> extensions;
    private final Set<String> subtypes;

    AudioType(String mediaType, Set<String> extensions, Set<String> subtypes) {
        this.mediaType = mediaType;
        this.extensions = extensions;
        this.subtypes = subtypes;
    }

    /** The kind that the media type names, or where that says nothing, the end of the name. */
    static Optional<AudioType> of(String mediaType, String name) {
        String type = mediaType == null ? "" : mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("audio/") && !type.equals("audio/*")) {
            return find(kind -> kind.subtypes.contains(type.substring("audio/".length())));
        }
        if (!type.isEmpty() && !type.equals("audio/*") && !type.equals("application/octet-stream")) {
            return Optional.empty();
        }
        String extension = name == null ? "" : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return find(kind -> kind.extensions.contains(extension));
    }

    String mediaType() { return mediaType; }

    /** A name that tells the model's server the kind, and nothing else. */
    String fileName() {
        return "audio." + name().toLowerCase(Locale.ROOT);
    }

    private static Optional<AudioType> find(java.util.function.Predicate<AudioType> wanted) {
        for (AudioType type : values()) {
            if (wanted.test(type)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
