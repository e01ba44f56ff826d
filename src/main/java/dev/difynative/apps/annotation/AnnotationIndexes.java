package dev.difynative.apps.annotation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import dev.difynative.knowledge.index.vector.ExactVectors;
import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.models.EmbedKind;
import dev.difynative.models.EmbeddingModel;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.Payer;
import dev.difynative.platform.cache.KeyText;
import dev.difynative.platform.cache.SharedCache;
import dev.difynative.platform.cache.SharedCaches;
import dev.difynative.platform.error.Failure;
import io.agroal.api.AgroalDataSource;

/** Finds annotations by what their questions mean. What is not embedded yet is embedded when an app's questions are read. */
@Singleton
class AnnotationIndexes {
    private static final int MOST_APPS = 500;
    private static final String READ = """
            SELECT a.id, a.question, v.vector FROM annotations a
            LEFT JOIN annotation_vectors v ON v.annotation_id = a.id AND v.model = ?
            WHERE a.tenant_id = ? AND a.app_id = ?""";
    /** Only while the question is the one that was embedded. */
    private static final String STORE = """
            INSERT INTO annotation_vectors (annotation_id, model, vector)
            SELECT id, ?, ? FROM annotations WHERE id = ? AND question = ?
            ON CONFLICT (annotation_id) DO UPDATE SET model = EXCLUDED.model, vector = EXCLUDED.vector""";

    private final SharedCache<Key, Index> indexes;
    private final ModelRuntime models;
    private final AgroalDataSource database;

    /** Whose questions, embedded by which model. */
    record Key(UUID tenantId, UUID appId, String provider, String model) {

        static Key parse(String text) {
            String[] parts = text.split(" ", 4);
            return new Key(UUID.fromString(parts[0]), UUID.fromString(parts[1]), parts[2], parts[3]);
        }

        String text() { return tenantId + " " + appId + " " + provider + " " + model; }

        String modelText() { return provider + "/" + model; }
    }

    /** The nearest annotation, and how near it is: 1 is the same. */
    record Nearest(UUID annotationId, double score) {}

    private record Index(List<UUID> ids, VectorBlock vectors) {}

    private record Row(UUID id, String question, byte[] vector) {}

    AnnotationIndexes(SharedCaches caches, ModelRuntime models, AgroalDataSource database) {
        this.indexes = caches.open("annotations", new KeyText<>(Key::text, Key::parse), Duration.ofMinutes(5), MOST_APPS);
        this.models = models;
        this.database = database;
    }

    /** Embeds what is not embedded yet, so that the first question need not wait for it. */
    void prepare(Key key) {
        indexes.drop(key);
        indexes.get(key, this::load);
    }

    void changed(Key key) { indexes.drop(key); }

    /** The annotation whose question is most like this one; null when there is none. */
    Nearest nearest(Key key, String question) {
        Index index = indexes.get(key, this::load);
        if (index.ids().isEmpty()) {
            return null;
        }
        float[] query = VectorBlock.normalised(embed(model(key), List.of(question), EmbedKind.QUERY)[0]);
        if (query == null || query.length != index.vectors().dimension()) {
            return null;
        }
        BitSet all = new BitSet();
        all.set(0, index.ids().size());
        var best = index.vectors().search(query, all, null, 1).best();
        return best.length == 0 ? null : new Nearest(index.ids().get(best[0].ordinal()), best[0].score());
    }

    private Index load(Key key) {
        List<Row> rows = read(key);
        List<Row> missing = rows.stream().filter(row -> row.vector() == null).toList();
        List<Row> embedded = new ArrayList<>(rows.stream().filter(row -> row.vector() != null).toList());
        if (!missing.isEmpty()) {
            float[][] vectors = embed(model(key), missing.stream().map(Row::question).toList(), EmbedKind.DOCUMENT);
            for (int i = 0; i < vectors.length; i++) {
                float[] unit = VectorBlock.normalised(vectors[i]);
                if (unit != null) {
                    embedded.add(new Row(missing.get(i).id(), missing.get(i).question(), VectorBlock.stored(unit)));
                }
            }
            store(key, embedded.subList(rows.size() - missing.size(), embedded.size()));
        }
        int dimension = embedded.isEmpty() ? 0 : embedded.getFirst().vector().length / Float.BYTES;
        VectorBlock block = new ExactVectors(dimension);
        List<UUID> ids = new ArrayList<>();
        for (Row row : embedded) {
            if (row.vector().length == dimension * Float.BYTES) {
                block.add(ids.size(), row.vector());
                ids.add(row.id());
            }
        }
        return new Index(ids, block);
    }

    private EmbeddingModel model(Key key) {
        return models.embeddings(new Payer(key.tenantId(), key.appId(), null), key.provider(), key.model());
    }

    private static float[][] embed(EmbeddingModel model, List<String> texts, EmbedKind kind) {
        try {
            return model.embed(texts, kind).join().vectors();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw failed;
        }
    }

    private List<Row> read(Key key) {
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(READ)) {
            select.setString(1, key.modelText());
            select.setObject(2, key.tenantId());
            select.setObject(3, key.appId());
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getObject(1, UUID.class), row.getString(2), row.getBytes(3)));
                }
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException("Annotations cannot be read", failed);
        }
    }

    private void store(Key key, List<Row> rows) {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(STORE)) {
            for (Row row : rows) {
                insert.setString(1, key.modelText());
                insert.setBytes(2, row.vector());
                insert.setObject(3, row.id());
                insert.setString(4, row.question());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException("Vectors of annotations cannot be stored", failed);
        }
    }
}
