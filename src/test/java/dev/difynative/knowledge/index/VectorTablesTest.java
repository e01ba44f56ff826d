package dev.difynative.knowledge.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.difynative.platform.bus.InstanceBus;

/** Runs where DIFY_TEST_POSTGRES names a PostgreSQL that has pgvector (benchmarks/retrieval/pgvector.sh makes one). */
class VectorTablesTest {
    @TempDir Path folder;

    @Test
    void aLargeDatasetMovesToPgvectorAndFindsTheSame() throws Exception {
        String programs = System.getenv("DIFY_TEST_POSTGRES");
        assumeTrue(programs != null, "DIFY_TEST_POSTGRES names no PostgreSQL that has pgvector; its search is not tested");
        try (VectorRows rows = new VectorRows(folder, Path.of(programs))) {
            moves(rows);
        }
    }

    private static void moves(VectorRows rows) throws InterruptedException {
        UUID tenant = rows.tenant;
        UUID dataset = rows.dataset.id();
        VectorRows.Config config = VectorRows.Config.with(true, 64 << 20, 16 << 20);
        VectorTables tables = new VectorTables(rows.database, config);
        DatasetIndexes indexes = new DatasetIndexes(rows.database, tables, rows.scan, config, new InstanceBus());
        assertFalse(tables.serves(tenant, dataset));
        assertEquals(10, indexes.nearest(tenant, dataset, rows.vector(0), null, 10).size());
        for (int tries = 0; !tables.serves(tenant, dataset); tries++) {
            assertTrue(tries < 3_000, "pgvector has no table yet; is the extension among the programs of DIFY_TEST_POSTGRES?");
            Thread.sleep(100);
        }

        int same = 0;
        for (int question = 0; question < 100; question++) {
            float[] query = rows.vector(question % rows.clusters());
            Set<UUID> exact = VectorRows
                    .ids(Near.grouped(10, wanted -> rows.scan.nearest(tenant, dataset, query, null, wanted)));
            exact.retainAll(VectorRows.ids(indexes.nearest(tenant, dataset, query, null, 10)));
            same += exact.size();
        }
        assertFalse(indexes.current(tenant, dataset).hasVectors());
        assertTrue(same >= 980, same + " of 1000 are those of the exact search");

        float[] query = rows.vector(1);
        FoundSegment best = indexes.nearest(tenant, dataset, query, null, 1).getFirst();
        rows.writer.segmentsSwitched(tenant, dataset, List.of(best.segmentId()), false);
        assertFalse(VectorRows.ids(indexes.nearest(tenant, dataset, query, null, 10)).contains(best.segmentId()));
        rows.writer.segmentsSwitched(tenant, dataset, List.of(best.segmentId()), true);
        assertEquals(best.segmentId(), indexes.nearest(tenant, dataset, query, null, 1).getFirst().segmentId());
        rows.writer.removeSegments(tenant, dataset, List.of(best.segmentId()));
        assertFalse(VectorRows.ids(indexes.nearest(tenant, dataset, query, null, 10)).contains(best.segmentId()));

        // Where most of what is near has been removed, the search goes on until there is enough.
        List<UUID> nearby = indexes.nearest(tenant, dataset, query, null, 90).stream().map(FoundSegment::segmentId).toList();
        rows.writer.removeSegments(tenant, dataset, nearby);
        List<FoundSegment> left = indexes.nearest(tenant, dataset, query, null, 30);
        assertEquals(30, left.size());
        assertFalse(VectorRows.ids(left).stream().anyMatch(nearby::contains));

        List<FoundSegment> filtered = indexes.nearest(tenant, dataset, query, Set.of(rows.documents[0]), 10);
        assertEquals(Set.of(rows.documents[0]), filtered.stream().map(FoundSegment::documentId).collect(Collectors.toSet()));
        assertEquals(10, filtered.size());

        rows.writer.removeDataset(tenant, dataset);
        assertFalse(tables.serves(tenant, dataset));
    }
}
