package dev.difynative.api.knowledge;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.difynative.knowledge.KnowledgeError;
import dev.difynative.platform.persistence.Ids;
import dev.difynative.workspace.WorkspaceError;

/** Reads the ids in the paths of knowledge; a malformed one is as unknown as one that does not exist. */
public final class KnowledgeIds {
    private KnowledgeIds() {}

    public static UUID dataset(String id) { return Ids.parse(id, KnowledgeError.DATASET_NOT_FOUND, "Dataset"); }

    public static UUID document(String id) { return Ids.parse(id, KnowledgeError.DOCUMENT_NOT_FOUND, "Document"); }

    public static List<UUID> documents(Collection<String> ids) {
        return ids == null ? List.of() : ids.stream().map(KnowledgeIds::document).toList();
    }

    public static UUID segment(String id) { return Ids.parse(id, KnowledgeError.SEGMENT_NOT_FOUND, "Segment"); }

    public static List<UUID> segments(Collection<String> ids) {
        return ids == null ? List.of() : ids.stream().map(KnowledgeIds::segment).toList();
    }

    public static UUID childChunk(String id) { return Ids.parse(id, KnowledgeError.CHILD_CHUNK_NOT_FOUND, "Child chunk"); }

    public static UUID tag(String id) { return Ids.parse(id, WorkspaceError.TAG_NOT_FOUND, "Tag"); }

    public static List<UUID> tags(Collection<String> ids) {
        return ids == null ? List.of() : ids.stream().map(KnowledgeIds::tag).toList();
    }

    public static UUID metadata(String id) { return Ids.parse(id, KnowledgeError.METADATA_NOT_FOUND, "Metadata field"); }

    public static UUID externalApi(String id) {
        return Ids.parse(id, KnowledgeError.EXTERNAL_API_NOT_FOUND, "External knowledge API");
    }
}
