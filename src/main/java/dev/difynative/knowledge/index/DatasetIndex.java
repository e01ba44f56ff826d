package dev.difynative.knowledge.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;

import dev.difynative.knowledge.index.text.InvertedIndex;
import dev.difynative.knowledge.index.text.TextAnalyzer;
import dev.difynative.knowledge.index.vector.ExactVectors;
import dev.difynative.knowledge.index.vector.RoughVectors;
import dev.difynative.knowledge.index.vector.VectorBlock;

/**
 * The index of one dataset in memory: its entries numbered from 0, their terms and their vectors. It is brought up to date by
 * the rows that have changed, and searched by many at once. An entry that was removed or replaced keeps its number until too
 * many have, then everything is numbered anew.
 */
public final class DatasetIndex {
    private static final int COMPACT_FROM = 1024;
    private static final int ENTRY_BYTES = 160;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final long exactUpTo;
    private volatile boolean withVectors;
    private Map<UUID, Integer> ordinals = new HashMap<>();
    private UUID[] entries = new UUID[16];
    private UUID[] segments = new UUID[16];
    private int[] documents = new int[16];
    private final Map<UUID, Integer> documentNumbers = new HashMap<>();
    private final List<UUID> documentIds = new ArrayList<>();
    private int size;
    private BitSet live = new BitSet();
    private InvertedIndex text = new InvertedIndex();
    private Map<Integer, VectorBlock> vectors = new HashMap<>();
    private volatile long version;

    /** More bytes of vectors than {@code exactUpTo} are kept rounded. */
    DatasetIndex(boolean withVectors, long exactUpTo) {
        this.withVectors = withVectors;
        this.exactUpTo = exactUpTo;
    }

    long version() { return version; }

    boolean hasVectors() { return withVectors; }

    /** Brings the rows in, which are all that changed since {@link #version}, and is then as new as {@code reached}. */
    void apply(Collection<EntryRow> rows, long reached) {
        lock.writeLock().lock();
        try {
            rows.forEach(this::apply);
            if (size > COMPACT_FROM && ordinals.size() < size * 3L / 4) {
                compact();
            }
            version = Math.max(version, reached);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Whether the vectors of this dimension are rounded: then there are only {@link #candidates}. */
    boolean isRough(int dimension) {
        return reading(() -> vectors.get(dimension) instanceof RoughVectors);
    }

    /** The entries that may be nearest to the query, with the most that their cosine can be, the highest first. */
    List<Near> candidates(float[] query, Set<UUID> onlyDocuments, int limit) {
        return reading(() -> {
            VectorBlock block = vectors.get(query.length);
            return block == null
                    ? List.of()
                    : Arrays.stream(block.search(query, live, allowed(onlyDocuments), limit).best())
                            .map(hit -> new Near(entries[hit.ordinal()], segments[hit.ordinal()],
                                    documentIds.get(documents[hit.ordinal()]), hit.score()))
                            .toList();
        });
    }

    /** The segments nearest to the query by cosine; below 0 counts as 0. */
    public List<FoundSegment> nearest(float[] query, Set<UUID> onlyDocuments, int limit) {
        return reading(() -> {
            VectorBlock block = vectors.get(query.length);
            if (block == null) {
                return List.of();
            }
            BitSet allowed = allowed(onlyDocuments);
            return grouped(limit, wanted -> block.search(query, live, allowed, wanted).best());
        });
    }

    /** The segments that BM25 ranks best; the score is a part of the highest that is possible. */
    public List<FoundSegment> fullText(String query, Set<UUID> onlyDocuments, int limit) {
        return reading(() -> {
            InvertedIndex.Scope scope = new InvertedIndex.Scope(live, allowed(onlyDocuments));
            List<String> tokens = TextAnalyzer.tokens(query);
            return grouped(limit, wanted -> text.search(tokens, scope, wanted));
        });
    }

    /** The segments that have most of the query's terms. */
    public List<FoundSegment> keywords(String query, Set<UUID> onlyDocuments, int limit) {
        return reading(() -> {
            InvertedIndex.Scope scope = new InvertedIndex.Scope(live, allowed(onlyDocuments));
            List<String> tokens = TextAnalyzer.tokens(query);
            return grouped(limit, wanted -> text.overlap(tokens, scope, wanted));
        });
    }

    /** How many vectors of this dimension are here. */
    int vectors(int dimension) {
        return reading(() -> vectors.containsKey(dimension) ? vectors.get(dimension).size() : 0);
    }

    /** Forgets the vectors, which are searched elsewhere from now on. */
    void dropVectors() {
        lock.writeLock().lock();
        try {
            withVectors = false;
            vectors = new HashMap<>();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** How many entries there are that are not removed. */
    public int entries() { return reading(ordinals::size); }

    /** Roughly how much memory this takes. */
    public long bytes() {
        return reading(() -> (long) ENTRY_BYTES * entries.length + text.bytes()
                + vectors.values().stream().mapToLong(VectorBlock::bytes).sum());
    }

    private <T> T reading(java.util.function.Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Hits of child chunks come together at their segment, so more of them are asked for until there are segments enough. */
    private List<FoundSegment> grouped(int limit, IntFunction<TopHits.Hit[]> search) {
        int wanted = limit;
        while (true) {
            TopHits.Hit[] hits = search.apply(wanted);
            Map<UUID, List<TopHits.Hit>> bySegment = new LinkedHashMap<>();
            for (TopHits.Hit hit : hits) {
                bySegment.computeIfAbsent(segments[hit.ordinal()], unused -> new ArrayList<>(1)).add(hit);
            }
            if (bySegment.size() >= limit || hits.length < wanted) {
                return bySegment.values().stream().limit(limit).map(this::found).toList();
            }
            wanted *= 4;
        }
    }

    private FoundSegment found(List<TopHits.Hit> hits) {
        int best = hits.getFirst().ordinal();
        return new FoundSegment(segments[best], documentIds.get(documents[best]), score(hits.getFirst()),
                hits.stream().map(hit -> new FoundSegment.Part(entries[hit.ordinal()], score(hit))).toList());
    }

    private static double score(TopHits.Hit hit) { return Near.score(hit.score()); }

    private BitSet allowed(Set<UUID> onlyDocuments) {
        if (onlyDocuments == null) {
            return null;
        }
        BitSet wanted = new BitSet(documentIds.size());
        for (UUID document : onlyDocuments) {
            Integer number = documentNumbers.get(document);
            if (number != null) {
                wanted.set(number);
            }
        }
        BitSet allowed = new BitSet(size);
        for (int ordinal = 0; ordinal < size; ordinal++) {
            if (wanted.get(documents[ordinal])) {
                allowed.set(ordinal);
            }
        }
        return allowed;
    }

    private void apply(EntryRow row) {
        Integer known = ordinals.get(row.id());
        if (known != null && (row.removed() || row.hasContent())) {
            hide(known);
            ordinals.remove(row.id());
        }
        if (row.removed()) {
            return;
        }
        if (row.hasContent()) {
            add(row);
        } else if (known != null && live.get(known) != row.live()) {
            if (row.live()) {
                live.set(known);
                text.revived(known);
            } else {
                hide(known);
            }
        }
    }

    private void hide(int ordinal) {
        if (live.get(ordinal)) {
            live.clear(ordinal);
            text.died(ordinal);
        }
    }

    private void add(EntryRow row) {
        if (size == entries.length) {
            int length = size + (size >> 1);
            entries = Arrays.copyOf(entries, length);
            segments = Arrays.copyOf(segments, length);
            documents = Arrays.copyOf(documents, length);
        }
        int ordinal = size++;
        entries[ordinal] = row.id();
        segments[ordinal] = row.segmentId().equals(row.id()) ? row.id() : row.segmentId();
        documents[ordinal] = documentNumbers.computeIfAbsent(row.documentId(), id -> {
            documentIds.add(id);
            return documentIds.size() - 1;
        });
        ordinals.put(row.id(), ordinal);
        live.set(ordinal);
        text.add(ordinal, row.terms());
        if (!row.live()) {
            hide(ordinal);
        }
        if (withVectors && row.vector() != null) {
            add(ordinal, row.vector());
        }
    }

    private void add(int ordinal, byte[] vector) {
        int dimension = vector.length / Float.BYTES;
        VectorBlock block = vectors.computeIfAbsent(dimension, ExactVectors::new);
        block.add(ordinal, vector);
        if (block instanceof ExactVectors exact && (long) exact.size() * vector.length > exactUpTo) {
            vectors.put(dimension, exact.rough());
        }
    }

    /** Gives the entries that are left the numbers from 0 on, in their order. */
    private void compact() {
        int[] renumbered = new int[size];
        BitSet stillLive = new BitSet();
        int next = 0;
        for (int ordinal = 0; ordinal < size; ordinal++) {
            boolean stays = ordinals.getOrDefault(entries[ordinal], -1) == ordinal;
            renumbered[ordinal] = stays ? next : -1;
            if (stays) {
                stillLive.set(next, live.get(ordinal));
                entries[next] = entries[ordinal];
                segments[next] = segments[ordinal];
                documents[next] = documents[ordinal];
                ordinals.put(entries[next], next);
                next++;
            }
        }
        text = text.compacted(renumbered);
        vectors.replaceAll((dimension, block) -> block.compacted(renumbered));
        for (int ordinal = 0; ordinal < next; ordinal++) {
            if (!stillLive.get(ordinal)) {
                text.died(ordinal);
            }
        }
        live = stillLive;
        size = next;
        entries = Arrays.copyOf(entries, Math.max(16, next));
        segments = Arrays.copyOf(segments, Math.max(16, next));
        documents = Arrays.copyOf(documents, Math.max(16, next));
    }
}
