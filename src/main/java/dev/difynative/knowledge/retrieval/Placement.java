package dev.difynative.knowledge.retrieval;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.knowledge.DatasetSnapshot;
import dev.difynative.knowledge.index.text.TextAnalyzer;
import dev.difynative.knowledge.index.vector.VectorBlock;
import dev.difynative.models.Payer;

/** Places a question and what it found in a plane: by their vectors where all have one of the same model, else by their words. */
@ApplicationScoped
class Placement {
    private static final String VECTORS = """
            SELECT segment_id, vector FROM index_entries WHERE tenant_id = ? AND segment_id = ANY (?) AND vector IS NOT NULL
            ORDER BY id""";

    private final DataSource database;
    private final QueryEmbeddings embeddings;

    Placement(DataSource database, QueryEmbeddings embeddings) {
        this.database = database;
        this.embeddings = embeddings;
    }

    /** The place of the question, then those of the passages. */
    List<HitList.Place> of(DatasetSnapshot dataset, String query, List<Passage> passages, boolean byMeaning) {
        double[][] distances = byMeaning ? byVectors(dataset, query, passages) : null;
        double[][] places = Tsne.layOut(distances != null ? distances : byWords(query, passages));
        List<HitList.Place> all = new ArrayList<>();
        for (double[] place : places) {
            all.add(new HitList.Place(place[0], place[1]));
        }
        return all;
    }

    private double[][] byVectors(DatasetSnapshot dataset, String query, List<Passage> passages) {
        float[] question = embeddings.of(Payer.workspace(dataset.tenantId()), dataset.embedding(), query);
        List<Passage> without = passages.stream().filter(passage -> passage.vector() == null).toList();
        Map<UUID, float[]> stored = without.isEmpty() ? Map.of() : vectors(dataset.tenantId(), without);
        List<float[]> vectors = new ArrayList<>();
        vectors.add(question);
        passages.forEach(
                passage -> vectors.add(passage.vector() == null ? stored.get(passage.segment().id()) : passage.vector()));
        if (vectors.stream().anyMatch(vector -> vector == null || vector.length != question.length)) {
            return null;
        }
        double[][] distances = new double[vectors.size()][vectors.size()];
        for (int i = 0; i < distances.length; i++) {
            for (int j = 0; j < i; j++) {
                double cosine = 0;
                for (int k = 0; k < question.length; k++) {
                    cosine += vectors.get(i)[k] * vectors.get(j)[k];
                }
                distances[i][j] = distances[j][i] = Math.max(0, 2 - 2 * cosine);
            }
        }
        return distances;
    }

    /** Twice one minus the cosine of the counts of words. */
    private static double[][] byWords(String query, List<Passage> passages) {
        TextAnalyzer analyzer = new TextAnalyzer();
        Map<String, Integer> numbers = new HashMap<>();
        List<Map<Integer, int[]>> counts = new ArrayList<>();
        counts.add(counts(analyzer, numbers, query));
        passages.forEach(passage -> counts.add(counts(analyzer, numbers, passage.text())));
        double[][] distances = new double[counts.size()][counts.size()];
        double[] dense = new double[numbers.size()];
        double[] lengths = new double[counts.size()];
        for (int i = 0; i < distances.length; i++) {
            counts.get(i).forEach((word, count) -> dense[word] = count[0]);
            lengths[i] = Math.sqrt(product(counts.get(i), dense));
            for (int j = 0; j < i; j++) {
                double length = lengths[i] * lengths[j];
                double cosine = length == 0 ? 0 : product(counts.get(j), dense) / length;
                distances[i][j] = distances[j][i] = Math.max(0, 2 - 2 * cosine);
            }
            counts.get(i).forEach((word, count) -> dense[word] = 0);
        }
        return distances;
    }

    /** How often each word comes; words are numbered as they are met. */
    private static Map<Integer, int[]> counts(TextAnalyzer analyzer, Map<String, Integer> numbers, String text) {
        Map<Integer, int[]> counts = new HashMap<>();
        analyzer.analyze(text, token -> {
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(token, next);
            counts.computeIfAbsent(known == null ? next : known, unused -> new int[1])[0]++;
        });
        return counts;
    }

    private static double product(Map<Integer, int[]> counts, double[] dense) {
        double sum = 0;
        for (Map.Entry<Integer, int[]> entry : counts.entrySet()) {
            sum += entry.getValue()[0] * dense[entry.getKey()];
        }
        return sum;
    }

    /** Of a segment with child chunks, the vector of its first one. */
    private Map<UUID, float[]> vectors(UUID tenantId, List<Passage> passages) {
        Map<UUID, float[]> vectors = new HashMap<>();
        try (Connection connection = database.getConnection(); PreparedStatement query = connection.prepareStatement(VECTORS)) {
            query.setObject(1, tenantId);
            query.setArray(2, connection.createArrayOf("uuid",
                    passages.stream().map(passage -> passage.segment().id()).toArray()));
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                vectors.putIfAbsent(rows.getObject(1, UUID.class), VectorBlock.read(rows.getBytes(2)));
            }
            return vectors;
        } catch (SQLException fault) {
            throw new IllegalStateException("The vectors of what was found could not be read", fault);
        }
    }
}
