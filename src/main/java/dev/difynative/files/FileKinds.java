package dev.difynative.files;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

/** The limits that are enforced for each kind of file. */
@Singleton
public class FileKinds {
    private static final long MEGABYTE = 1024L * 1024;
    private final FilesConfig config;
    private final Set<String> blocked;

    FileKinds(FilesConfig config) {
        this.config = config;
        blocked = config.blockedExtensions().orElse(Set.of()).stream()
                .map(extension -> extension.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    public int limitInMegabytes(FileKind kind) {
        return switch (kind) {
            case IMAGE -> config.imageSizeLimit();
            case VIDEO -> config.videoSizeLimit();
            case AUDIO -> config.audioSizeLimit();
            case DOCUMENT -> config.documentSizeLimit();
        };
    }

    public int workflowFileLimit() { return config.workflowFileLimit(); }

    long limitInBytes(FileKind kind) { return limitInMegabytes(kind) * MEGABYTE; }

    boolean isBlocked(String extension) { return blocked.contains(extension); }
}
