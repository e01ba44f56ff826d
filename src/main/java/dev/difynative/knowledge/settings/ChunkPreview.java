package dev.difynative.knowledge.settings;

import java.util.List;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Shows how files would be split, without storing anything. Implemented by {@code knowledge.ingest}. */
public interface ChunkPreview {

    /** Blocks while the files are read; at most {@code maxPieces} pieces are given, all are counted. */
    Estimate estimate(Request request);

    /** {@code texts} are split in place of files when there are any, in the same order. */
    record Request(UUID tenantId, List<UUID> uploadFileIds, List<String> texts, ProcessRule rule, DocForm docForm,
            String docLanguage, int maxPieces) {}

    @RegisterForReflection
    record Estimate(int totalSegments, List<Piece> preview, List<Pair> qaPreview) {}

    @RegisterForReflection
    record Piece(String content, List<String> childChunks, String summary) {}

    @RegisterForReflection
    record Pair(String question, String answer) {}
}
