package dev.difynative.knowledge.ingest;

import java.time.Duration;
import java.util.OptionalInt;

import dev.difynative.platform.config.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How documents are read and brought into the indexes. */
@ConfigMapping(prefix = "dify.ingest")
public interface IngestConfig {

    /** Documents that this process works on at once; without it, as many as the machine has processors, and 2 at least. */
    OptionalInt workers();

    /** How long a document stays with a process that is not heard of. */
    @WithDefault("15S")
    Duration lease();

    /** How often an idle process looks for documents that others have queued. */
    @WithDefault("2S")
    Duration poll();

    /** Segments that are brought into the indexes in one transaction. */
    @WithConverter(PositiveNumber.class)
    @WithDefault("256")
    int batch();

    /** Requests for embeddings that one document makes at once. */
    @WithConverter(PositiveNumber.class)
    @WithDefault("4")
    int embeddingRequests();

    /** After this time a document makes room for those of workspaces that have none under way. */
    @WithDefault("5S")
    Duration slice();

    /** The first pause when a model provider's limit is reached; it doubles up to {@link #longestWait}. */
    @WithDefault("2S")
    Duration firstWait();

    @WithDefault("2M")
    Duration longestWait();

    /** How often a document may be begun without getting further before it counts as the cause. */
    @WithConverter(PositiveNumber.class)
    @WithDefault("5")
    int attempts();

    /** How long an embedding that nobody asks for is kept. */
    @WithDefault("1440H")
    Duration cacheRetention();
}
