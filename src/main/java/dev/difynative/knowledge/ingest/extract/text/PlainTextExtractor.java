package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

import dev.difynative.knowledge.ingest.extract.Charsets;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** Text, Markdown, properties and source code: what is written is what is read. */
public final class PlainTextExtractor implements Extractor {
    private static final int BLOCK = 32 * 1024;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (Reader text = reader(file)) {
            char[] block = new char[BLOCK];
            for (int read = text.read(block); read >= 0; read = text.read(block)) {
                sink.text(CharBuffer.wrap(block, 0, read));
            }
        }
    }

    /** The text in the character set that it is written in; bytes that are none of it become U+FFFD. */
    static Reader reader(SourceFile file) throws IOException {
        return reader(file.open(), Charsets.detect(file));
    }

    private static Reader reader(InputStream content, Charset charset) throws IOException {
        // Not a BufferedReader: the decoder has its own buffer and is asked for blocks.
        Reader text = new InputStreamReader(content, charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE));
        java.io.PushbackReader marked = new java.io.PushbackReader(text);
        int first = marked.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            marked.unread(first);
        }
        return marked;
    }
}
