package dev.difynative.knowledge.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many of a dataset's vectors the memory holds, the same is found. */
class DatasetIndexesTest {
    private static final Path PROGRAMS = Path.of("target", "test-postgres");
    private static final int PLENTY = 64 << 20;
    private static final int LITTLE = 100_000;
    @TempDir static Path folder;
    private static VectorRows rows;

    @BeforeAll
    static void startServer() throws Exception { rows = new VectorRows(folder, PROGRAMS); }

    @AfterAll
    static void stopServer() { rows.close(); }

    @Test
    void roundedVectorsFindExactlyWhatTheVectorsThemselvesDo() {
        DatasetIndexes exact = rows.indexes(VectorRows.Config.with(false, PLENTY, PLENTY));
        DatasetIndexes rough = rows.indexes(VectorRows.Config.with(false, PLENTY, LITTLE));
        for (int question = 0; question < 50; question++) {
            float[] query = rows.vector(question % rows.clusters());
            Set<java.util.UUID> only = question % 3 == 0 ? Set.of(rows.documents[1]) : null;
            List<FoundSegment> expected = exact.nearest(rows.tenant, rows.dataset.id(), query, only, 10);
            List<FoundSegment> found = rough.nearest(rows.tenant, rows.dataset.id(), query, only, 10);
            assertEquals(VectorRows.ids(expected), VectorRows.ids(found));
            assertEquals(expected.getFirst().score(), found.getFirst().score(), 1e-6);
        }
        assertTrue(rough.current(rows.tenant, rows.dataset.id()).isRough(VectorRows.DIMENSION));
        assertFalse(exact.current(rows.tenant, rows.dataset.id()).isRough(VectorRows.DIMENSION));
    }

    @Test
    void whatDoesNotFitTheMemoryIsReadForEachSearch() {
        DatasetIndexes none = rows.indexes(VectorRows.Config.with(false, LITTLE, LITTLE));
        float[] query = rows.vector(3);
        List<FoundSegment> found = none.nearest(rows.tenant, rows.dataset.id(), query, null, 10);
        assertFalse(none.current(rows.tenant, rows.dataset.id()).hasVectors());
        DatasetIndexes all = rows.indexes(VectorRows.Config.with(false, PLENTY, PLENTY));
        assertEquals(VectorRows.ids(all.nearest(rows.tenant, rows.dataset.id(), query, null, 10)), VectorRows.ids(found));
    }
}
