package retrieval;

import java.io.IOException;
import java.util.List;

import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;

import dev.difynative.knowledge.index.text.TextAnalyzer;

/** The same tokens in a Lucene index of this process, without a server around it. */
final class Lucene {
    private final IndexSearcher searcher;

    private Lucene(IndexSearcher searcher) { this.searcher = searcher; }

    /** What is indexed, one after the other. */
    interface Source {
        boolean next() throws Exception;

        String text() throws Exception;
    }

    static Lucene of(Source source, java.nio.file.Path folder) throws Exception {
        MMapDirectory directory = new MMapDirectory(folder);
        if (DirectoryReader.indexExists(directory)) {
            return new Lucene(new IndexSearcher(DirectoryReader.open(directory)));
        }
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()).setRAMBufferSizeMB(128))) {
            while (source.next()) {
                Document document = new Document();
                document.add(new TextField("text", String.join(" ", TextAnalyzer.tokens(source.text())), Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        return new Lucene(new IndexSearcher(DirectoryReader.open(directory)));
    }

    int fullText(String question) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String token : List.copyOf(TextAnalyzer.tokens(question))) {
            query.add(new TermQuery(new Term("text", token)), BooleanClause.Occur.SHOULD);
        }
        return searcher.search(query.build(), 10).scoreDocs.length;
    }
}
