package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** JSON, one document or one per line, set on lines so that it can be split where its structure allows. */
public final class JsonExtractor implements Extractor {

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        JsonFactory json = new JsonFactory();
        try (Reader text = PlainTextExtractor.reader(file);
                JsonParser parser = json.createParser(text);
                JsonGenerator lines = json.createGenerator(new SinkWriter(sink))) {
            lines.configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false);
            lines.setPrettyPrinter(printer());
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                lines.copyCurrentEventExact(parser);
            }
        } catch (JsonProcessingException invalid) {
            JsonLocation place = invalid.getLocation();
            throw ExtractError.BROKEN_FILE.because("The file '%s' is not valid JSON: see line %d, column %d", file.name(),
                    place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr());
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter("\n");
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    /** Hands what is written on to a sink. */
    private static final class SinkWriter extends Writer {
        private final TextSink sink;

        SinkWriter(TextSink sink) { this.sink = sink; }

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            sink.text(java.nio.CharBuffer.wrap(buffer, offset, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
