package dev.difynative.knowledge.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.difynative.knowledge.index.text.InvertedIndex;
import dev.difynative.knowledge.index.text.TermCounts;
import dev.difynative.knowledge.index.text.TextAnalyzer;

/** Full text finds sections by their headings at least as well as Lucene's best stock analyzer (src/test/resources/relevance). */
class RelevanceTest {
    private static final Path FOLDER = Path.of("src/test/resources/relevance");
    private static final int DEPTH = 100;

    private record Section(String heading, String text, boolean query) {}

    /** Ranks are places from 1; 0 stands for not found. */
    private record Quality(double reciprocalRank, double first, double firstTen) {
        static Quality of(List<Integer> ranks) {
            return new Quality(ranks.stream().mapToDouble(rank -> rank == 0 ? 0 : 1.0 / rank).average().orElse(0),
                    ranks.stream().mapToDouble(rank -> rank == 1 ? 1 : 0).average().orElse(0),
                    ranks.stream().mapToDouble(rank -> rank >= 1 && rank <= 10 ? 1 : 0).average().orElse(0));
        }

        @Override
        public String toString() { return "MRR %.4f | top 1 %.4f | top 10 %.4f".formatted(reciprocalRank, first, firstTen); }
    }

    @FunctionalInterface
    private interface Ranking {
        List<Integer> find(String query) throws IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"english", "chinese"})
    void fullTextIsAtLeastAsGoodAsTheBestStockAnalyzer(String language) throws IOException {
        isAtLeastAsGood(sections(language), language, 2, 0);
    }

    /** Nobody had seen these texts when full text was tuned: one heading more or less in the first place is no difference. */
    @ParameterizedTest
    @ValueSource(strings = {"english-held-out", "chinese-held-out"})
    void fullTextIsAsGoodOnTextsThatNobodyTunedFor(String texts) throws IOException {
        List<Section> sections = sections(texts);
        isAtLeastAsGood(sections, texts, 1, 1.0 / sections.stream().filter(Section::query).count());
    }

    private static void isAtLeastAsGood(List<Section> sections, String name, int parts, double tolerance) throws IOException {
        Map<String, List<Quality>> table = new LinkedHashMap<>();
        table.put("dify-native", measure(sections, ours(sections), parts));
        for (Analyzer analyzer : List.of(new StandardAnalyzer(), new EnglishAnalyzer(), new CJKAnalyzer(),
                new SmartChineseAnalyzer())) {
            table.put(analyzer.getClass().getSimpleName(), measure(sections, lucene(sections, analyzer), parts));
        }
        String shown = name + " (" + sections.stream().filter(Section::query).count() + " queries, " + sections.size()
                + " sections)\n" + String.join("\n", table.entrySet().stream()
                        .map(row -> "%-22s %s".formatted(row.getKey(), row.getValue())).toList());
        System.out.println(shown);
        List<Quality> ours = table.remove("dify-native");
        for (int part = 0; part < parts; part++) {
            int which = part;
            double best = table.values().stream().mapToDouble(found -> found.get(which).reciprocalRank).max().orElseThrow();
            assertTrue(ours.get(part).reciprocalRank >= best - tolerance, shown);
        }
    }

    @Test
    void thereAreEnoughQueries() throws IOException {
        assertTrue(sections("english").stream().filter(Section::query).count() >= 200);
        assertTrue(sections("chinese").stream().filter(Section::query).count() >= 200);
    }

    /** The queries in turn go to each of the parts. */
    private static List<Quality> measure(List<Section> sections, Ranking ranking, int parts) throws IOException {
        List<List<Integer>> ranks = IntStream.range(0, parts).<List<Integer>>mapToObj(part -> new ArrayList<>()).toList();
        int number = 0;
        for (int target = 0; target < sections.size(); target++) {
            if (sections.get(target).query) {
                ranks.get(number++ % parts).add(ranking.find(sections.get(target).heading).indexOf(target) + 1);
            }
        }
        return ranks.stream().map(Quality::of).toList();
    }

    private static Ranking ours(List<Section> sections) {
        InvertedIndex index = new InvertedIndex();
        BitSet live = new BitSet();
        for (int i = 0; i < sections.size(); i++) {
            index.add(i, TermCounts.of(TextAnalyzer.tokens(sections.get(i).text)).toBytes());
            live.set(i);
        }
        return query -> Arrays.stream(index.search(TextAnalyzer.tokens(query), new InvertedIndex.Scope(live, null), DEPTH))
                .map(TopHits.Hit::ordinal).toList();
    }

    private static Ranking lucene(List<Section> sections, Analyzer analyzer) throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (Section section : sections) {
                Document document = new Document();
                document.add(new TextField("text", section.text, Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
        return text -> {
            Query query = new QueryBuilder(analyzer).createBooleanQuery("text", text, BooleanClause.Occur.SHOULD);
            return Arrays.stream(searcher.search(query == null ? new MatchNoDocsQuery() : query, DEPTH).scoreDocs)
                    .map(hit -> hit.doc).toList();
        };
    }

    private static List<Section> sections(String language) throws IOException {
        List<Section> sections = new ArrayList<>();
        if (!language.equals("chinese")) {
            ObjectMapper json = new ObjectMapper();
            for (String line : Files.readAllLines(FOLDER.resolve(language + ".jsonl"))) {
                JsonNode section = json.readTree(line);
                sections.add(new Section(section.get("heading").asText(), section.get("text").asText(),
                        section.get("query").asBoolean()));
            }
        } else {
            for (String part : Files.readString(FOLDER.resolve("chinese.md")).split("(?m)^# ")) {
                if (!part.isBlank()) {
                    String[] lines = part.split("\n", 2);
                    sections.add(new Section(lines[0].strip(), lines[1].strip(), true));
                }
            }
        }
        return sections;
    }
}
