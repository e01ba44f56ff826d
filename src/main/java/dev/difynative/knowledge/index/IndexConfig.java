package dev.difynative.knowledge.index;

import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How datasets are kept ready for searches. */
@ConfigMapping(prefix = "dify.knowledge.index")
public interface IndexConfig {

    /** How much memory the indexes of all datasets may take in this instance; empty means half of the heap. */
    Optional<MemorySize> memory();

    /** Up to how many bytes the vectors of a dataset are kept as they are; more are rounded to a quarter of that. */
    @WithDefault("16M")
    MemorySize exactUpTo();

    /** Whether pgvector is used for large datasets where the database server has it. */
    @WithDefault("true")
    boolean pgvector();

    /** How many vectors a dataset has when searching them exactly becomes too slow and pgvector takes over. */
    @WithDefault("50000")
    int pgvectorFrom();
}
