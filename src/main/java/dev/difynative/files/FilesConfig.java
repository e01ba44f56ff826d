package dev.difynative.files;

import java.util.Optional;
import java.util.Set;

import dev.difynative.platform.config.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/**
 * Which files are taken. Sizes are in megabytes of 1024 × 1024 bytes; above 105 the service-wide limit of a request
 * (quarkus.http.limits.max-body-size) must be raised too.
 */
@ConfigMapping(prefix = "dify.files")
public interface FilesConfig {
    /** The largest document, source file or other file. */
    @WithConverter(PositiveNumber.class)
    @WithDefault("100")
    int documentSizeLimit();

    @WithConverter(PositiveNumber.class)
    @WithDefault("15")
    int imageSizeLimit();

    @WithConverter(PositiveNumber.class)
    @WithDefault("50")
    int audioSizeLimit();

    @WithConverter(PositiveNumber.class)
    @WithDefault("100")
    int videoSizeLimit();

    /** The most files that one question to a workflow may come with. */
    @WithConverter(PositiveNumber.class)
    @WithDefault("10")
    int workflowFileLimit();

    /** Extensions that are refused, without the dot. */
    Optional<Set<String>> blockedExtensions();

    /** Where clients reach this service, such as {@code https://ai.example.org}; without it, addresses of files are paths. */
    Optional<String> publicUrl();
}
