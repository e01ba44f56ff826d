package dev.difynative.files.storage;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the bytes of files are kept. */
@ConfigMapping(prefix = "dify.storage")
public interface StorageConfig {

    /** {@code local}: in the data folder; {@code s3}: in a bucket. */
    @WithDefault("local")
    Kind kind();

    S3 s3();

    enum Kind {
        LOCAL, S3
    }

    /** A bucket of Amazon S3 or of anything that speaks its protocol. */
    interface S3 {
        /** Such as {@code https://s3.eu-central-1.amazonaws.com} or {@code http://minio:9000}. */
        Optional<String> endpoint();

        @WithDefault("us-east-1")
        String region();

        Optional<String> bucket();

        Optional<String> accessKey();

        Optional<String> secretKey();

        /** Put before each key, such as {@code dify/}. */
        Optional<String> prefix();

        /** Whether the bucket is a part of the path; else it is put before the host's name. */
        @WithDefault("true")
        boolean pathStyle();

        /** How long one request may take. */
        @WithDefault("60S")
        Duration timeout();
    }
}
