package dev.difynative.knowledge.index.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.difynative.knowledge.index.TopHits;

class VectorBlockTest {
    private static final int DIMENSION = 21;
    private final Random random = new Random(3);

    @Test
    void theNearestAreFoundWhetherOneCoreSearchesOrSeveral() {
        for (int size : new int[]{1, 500, 5_000, 200_000}) {
            float[][] vectors = IntStream.range(0, size).mapToObj(i -> vector()).toArray(float[][]::new);
            ExactVectors block = new ExactVectors(DIMENSION);
            BitSet live = new BitSet();
            for (int i = 0; i < size; i++) {
                block.add(i, VectorBlock.stored(vectors[i]));
                live.set(i, i % 5 != 0 || i == 0);
            }
            float[] query = vector();
            List<Integer> expected = live.stream().boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -cosine(query, vectors[i])).thenComparing(i -> i))
                    .limit(10).toList();
            assertEquals(expected, Arrays.stream(block.search(query, live, null, 10).best()).map(TopHits.Hit::ordinal).toList(),
                    size + " vectors");
            assertEquals(live.cardinality(), roughly(block.rough(), query, live, vectors).size());
        }
    }

    /** No score is below the cosine, none is far above it, and what is not found is not nearer than what is. */
    private static List<TopHits.Hit> roughly(RoughVectors rough, float[] query, BitSet live, float[][] vectors) {
        List<TopHits.Hit> hits = List.of(rough.search(query, live, null, vectors.length).best());
        for (TopHits.Hit hit : hits) {
            double above = hit.score() - cosine(query, vectors[hit.ordinal()]);
            assertTrue(above >= 0 && above < 0.05, above + " above the cosine");
        }
        List<TopHits.Hit> few = List.of(rough.search(query, live, null, 10).best());
        assertEquals(hits.subList(0, Math.min(10, hits.size())), few);
        return hits;
    }

    @Test
    void roundedVectorsTakeAQuarterOfTheMemoryAndStayTheSameWhenOthersGo() {
        ExactVectors block = new ExactVectors(DIMENSION);
        BitSet live = new BitSet();
        int[] renumbered = new int[20_000];
        for (int i = 0; i < renumbered.length; i++) {
            block.add(i, VectorBlock.stored(vector()));
            renumbered[i] = i % 2 == 0 ? i / 2 : -1;
            live.set(i, i % 2 == 0);
        }
        RoughVectors rough = block.rough();
        assertTrue(rough.bytes() < block.bytes() * 0.6, rough.bytes() + " of " + block.bytes());
        BitSet halves = new BitSet();
        halves.set(0, renumbered.length / 2);
        float[] query = vector();
        assertEquals(Arrays.stream(rough.search(query, live, null, 50).best()).map(hit -> hit.ordinal() / 2).toList(),
                Arrays.stream(rough.compacted(renumbered).search(query, halves, null, 50).best()).map(TopHits.Hit::ordinal)
                        .toList());
    }

    @Test
    void storedVectorsAreReadBackAsTheyWere() {
        float[] vector = vector();
        assertArrayEquals(vector, VectorBlock.read(VectorBlock.stored(vector)));
    }

    @Test
    void aVectorWithoutADirectionIsNone() {
        assertEquals(null, VectorBlock.normalised(new float[4]));
        assertEquals(null, VectorBlock.normalised(new float[]{1, Float.NaN}));
    }

    private float[] vector() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return VectorBlock.normalised(vector);
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
