package dev.difynative.files;

import java.util.Optional;
import java.util.Set;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Which files are taken. Sizes are in megabytes of 1024 × 1024 bytes; above 105 the service-wide limit of a request
 * (quarkus.http.limits.max-body-size) must be raised too.
 */
@ConfigMapping(prefix = "dify.files")
public interface FilesConfig {
    /** The largest document, source file or other file. */
    @Min(1)
    @WithDefault("100")
    int documentSizeLimit();

    @Min(1)
    @WithDefault("15")
    int imageSizeLimit();

    @Min(1)
    @WithDefault("50")
    int audioSizeLimit();

    @Min(1)
    @WithDefault("100")
    int videoSizeLimit();

    /** The most files that one question to a workflow may come with. */
    @Min(1)
    @WithDefault("10")
    int workflowFileLimit();

    /** Extensions that are refused, without the dot. */
    Optional<Set<String>> blockedExtensions();

    /** Where clients reach this service, such as {@code https://ai.example.org}; without it, addresses of files are paths. */
    Optional<String> publicUrl();
}
