package dev.difynative.api.console.knowledge;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dev.difynative.api.console.ConsoleCaller;
import dev.difynative.api.console.Listing;
import dev.difynative.api.console.Requires;
import dev.difynative.api.knowledge.ChunkText;
import dev.difynative.api.knowledge.KnowledgeIds;
import dev.difynative.api.knowledge.OneChunk;
import dev.difynative.knowledge.segment.ChildChunkPage;
import dev.difynative.knowledge.segment.ChildChunkService;
import dev.difynative.knowledge.segment.ChildChunkService.Draft;
import dev.difynative.knowledge.segment.ChildChunkService.Place;
import dev.difynative.knowledge.segment.ChildChunkView;
import dev.difynative.platform.error.Parameters;
import dev.difynative.platform.paging.PageRequest;
import dev.difynative.workspace.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The child chunks of a segment. */
@Path("/console/api/datasets/{id}/documents/{document}/segments/{segment}/child_chunks")
@Requires(Role.EDITOR)
@RunOnVirtualThread
class ConsoleChildChunkResource {
    private static final int MAX_LIMIT = 100;

    private final ChildChunkService chunks;
    private final ConsoleCaller caller;

    record Chunk(String id, String content) {
        Draft draft() { return new Draft(id == null ? null : KnowledgeIds.childChunk(id), content); }
    }

    record Chunks(List<Chunk> chunks) {}

    ConsoleChildChunkResource(ChildChunkService chunks, ConsoleCaller caller) {
        this.chunks = chunks;
        this.caller = caller;
    }

    @GET
    @Requires(Role.NORMAL)
    public ChildChunkPage list(@PathParam("id") String id, @PathParam("document") String document,
            @PathParam("segment") String segment, @QueryParam("page") @DefaultValue("1") int page,
            @QueryParam("limit") @DefaultValue("20") int limit, @QueryParam("keyword") String keyword) {
        return chunks.list(caller.viewer(), place(id, document, segment), keyword, PageRequest.of(page, limit, MAX_LIMIT));
    }

    @POST
    public OneChunk add(@PathParam("id") String id, @PathParam("document") String document, @PathParam("segment") String segment,
            @NotNull ChunkText body) {
        return new OneChunk(chunks.add(caller.viewer(), place(id, document, segment), body.content()));
    }

    /** Makes the child chunks just these. */
    @PATCH
    public Listing<ChildChunkView> replaceAll(@PathParam("id") String id, @PathParam("document") String document,
            @PathParam("segment") String segment, @NotNull Chunks body) {
        if (body.chunks() != null && body.chunks().contains(null)) {
            throw Parameters.missing("chunks");
        }
        List<Chunk> wanted = body.chunks() == null ? List.of() : body.chunks();
        return new Listing<>(chunks.replaceAll(caller.viewer(), place(id, document, segment),
                wanted.stream().map(Chunk::draft).toList()));
    }

    @PATCH
    @Path("/{chunk}")
    public OneChunk update(@PathParam("id") String id, @PathParam("document") String document,
            @PathParam("segment") String segment, @PathParam("chunk") String chunk, @NotNull ChunkText body) {
        return new OneChunk(chunks.update(caller.viewer(), place(id, document, segment), KnowledgeIds.childChunk(chunk),
                body.content()));
    }

    @DELETE
    @Path("/{chunk}")
    public void delete(@PathParam("id") String id, @PathParam("document") String document, @PathParam("segment") String segment,
            @PathParam("chunk") String chunk) {
        chunks.delete(caller.viewer(), place(id, document, segment), KnowledgeIds.childChunk(chunk));
    }

    private static Place place(String id, String document, String segment) {
        return new Place(KnowledgeIds.dataset(id), KnowledgeIds.document(document), KnowledgeIds.segment(segment));
    }
}
