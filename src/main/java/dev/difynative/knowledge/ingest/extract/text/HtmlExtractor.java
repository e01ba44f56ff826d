package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import dev.difynative.knowledge.ingest.extract.Charsets;
import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** Web pages. The page's own word on its character set counts unless the bytes are plainly of another. */
public final class HtmlExtractor implements Extractor {
    /** The tree of a page takes some ten times its size. */
    private static final long LARGEST = 24L << 20;

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        if (file.size() > LARGEST) {
            throw ExtractError.FILE_BOMB.because("The file '%s' is larger than %d MB, the most that is read of an HTML page",
                    file.name(), LARGEST >> 20);
        }
        Document page = parse(file);
        if (!page.title().isBlank() && page.select("h1").isEmpty()) {
            sink.text("# " + page.title().strip() + "\n\n");
        }
        HtmlText.write(page.body(), sink);
    }

    private static Document parse(SourceFile file) throws IOException {
        Charset detected = Charsets.detect(file);
        try (InputStream content = file.open()) {
            // Given none, jsoup looks for a mark and a meta element.
            boolean asDeclared = detected.name().startsWith("windows") || detected.name().equals("GB18030");
            return Jsoup.parse(content, asDeclared && declaresOther(file) ? null : detected.name(), "");
        }
    }

    private static boolean declaresOther(SourceFile file) throws IOException {
        String head = new String(file.head(2048), java.nio.charset.StandardCharsets.ISO_8859_1)
                .toLowerCase(java.util.Locale.ROOT);
        return head.contains("charset=") && !head.matches("(?s).*charset=[\"']?utf-?8.*");
    }
}
