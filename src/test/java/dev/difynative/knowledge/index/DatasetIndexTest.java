package dev.difynative.knowledge.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import dev.difynative.knowledge.index.text.TermCounts;
import dev.difynative.knowledge.index.vector.VectorBlock;

class DatasetIndexTest {
    private static final int DIMENSION = 16;
    private final Random random = new Random(9);
    private final Map<UUID, EntryRow> rows = new TreeMap<>();
    private long version;

    @Test
    void whatGrewByChangesFindsTheSameAsWhatIsReadAnew() {
        DatasetIndex grown = new DatasetIndex(true, 1 << 20);
        for (int round = 0; round < 40; round++) {
            grown.apply(changes(200), version);
        }
        DatasetIndex fresh = new DatasetIndex(true, 1 << 20);
        fresh.apply(rows.values(), version);
        assertEquals(fresh.entries(), grown.entries());
        for (int question = 0; question < 30; question++) {
            String words = words(4);
            assertEquals(shown(fresh.fullText(words, null, 20_000)), shown(grown.fullText(words, null, 20_000)), words);
            assertEquals(shown(fresh.keywords(words, null, 20_000)), shown(grown.keywords(words, null, 20_000)), words);
            float[] vector = vector();
            assertEquals(shown(fresh.nearest(vector, null, 50)), shown(grown.nearest(vector, null, 50)));
        }
    }

    @Test
    void searchesGoOnWhileChangesComeIn() throws Exception {
        DatasetIndex index = new DatasetIndex(true, 1 << 20);
        index.apply(changes(2000), version);
        try (ExecutorService searchers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> found = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String words = words(3);
                float[] vector = vector();
                found.add(
                        searchers.submit(() -> index.fullText(words, null, 10).size() + index.nearest(vector, null, 10).size()));
                if (i % 10 == 0) {
                    index.apply(changes(300), version);
                }
            }
            for (Future<Integer> search : found) {
                assertTrue(search.get() >= 10);
            }
        }
    }

    /** New entries, new contents, removals and switches, each of a higher version. */
    private List<EntryRow> changes(int count) {
        List<EntryRow> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            version++;
            List<UUID> known = rows.size() < 50 ? List.of() : List.copyOf(rows.keySet());
            UUID id = known.isEmpty() || random.nextInt(3) == 0
                    ? new UUID(random.nextLong(), random.nextLong())
                    : known.get(random.nextInt(known.size()));
            EntryRow before = rows.get(id);
            int kind = before == null ? 0 : random.nextInt(4);
            if (kind == 1) {
                rows.remove(id);
                changes.add(new EntryRow(id, before.segmentId(), before.documentId(), version, true, false, null, null));
            } else if (kind == 2) {
                rows.put(id, new EntryRow(id, before.segmentId(), before.documentId(), version, false, !before.live(),
                        before.terms(), before.vector()));
                changes.add(
                        new EntryRow(id, before.segmentId(), before.documentId(), version, false, !before.live(), null, null));
            } else {
                EntryRow row = new EntryRow(id, id, new UUID(1, random.nextInt(20)), version, false, random.nextInt(10) > 0,
                        TermCounts.of(Arrays.asList(words(30).split(" "))).toBytes(), VectorBlock.stored(vector()));
                rows.put(id, row);
                changes.add(row);
            }
        }
        return changes;
    }

    private String words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("w" + (int) Math.min(9_000, Math.pow(random.nextDouble(), -1.2)));
        }
        return String.join(" ", words);
    }

    private float[] vector() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return VectorBlock.normalised(vector);
    }

    /** Of equal scores any order is right. */
    private static List<String> shown(List<FoundSegment> found) {
        return found.stream().map(segment -> "%.6f %s".formatted(segment.score(), segment.segmentId())).sorted().toList();
    }
}
