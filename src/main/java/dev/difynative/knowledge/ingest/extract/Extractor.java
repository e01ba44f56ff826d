package dev.difynative.knowledge.ingest.extract;

import java.io.IOException;

/** Reads the text of one kind of file. What is wrong with the file is a Failure; an IOException means that it is broken. */
public interface Extractor {

    void extract(SourceFile file, TextSink sink) throws IOException;
}
