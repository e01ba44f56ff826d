package dev.difynative.files.storage;

import java.time.Clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.difynative.platform.net.OutboundClient;

/** Chooses where files are kept, once, at start. */
class FileStorageProducer {

    @Produces
    @Singleton
    FileStorage storage(StorageConfig config, LocalFileStorage local, OutboundClient outbound, Clock clock) {
        return switch (config.kind()) {
            case LOCAL -> local;
            case S3 -> new S3FileStorage(config.s3(), outbound, clock);
        };
    }
}
