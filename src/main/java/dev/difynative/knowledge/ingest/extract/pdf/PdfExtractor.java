package dev.difynative.knowledge.ingest.extract.pdf;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

import dev.difynative.knowledge.ingest.extract.ContentCheck;
import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** PDF files, page by page; a page that cannot be read is left out unless none can. */
public final class PdfExtractor implements Extractor {

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (RandomAccessRead bytes = new RandomAccessReadBufferedFile(file.path().toFile())) {
            PdfSource source = new PdfSource(bytes);
            try (COSDocument document = source.open()) {
                read(file, source.pages(), sink);
            }
        } catch (InvalidPasswordException | PdfSource.EncryptedByCertificate encrypted) {
            throw ContentCheck.encrypted(file);
        }
    }

    private static void read(SourceFile file, List<PdfSource.Page> pages, TextSink sink) throws IOException {
        Map<COSDictionary, PdfFont> fonts = new IdentityHashMap<>();
        boolean[] any = new boolean[1];
        PdfLines lines = new PdfLines(piece -> {
            any[0] = true;
            sink.text(piece);
        });
        IOException broken = null;
        int readable = 0;
        for (int i = 0; i < pages.size(); i++) {
            PdfSource.Page page = pages.get(i);
            sink.page(i + 1);
            try {
                new PdfContent(file, fonts, lines).read(
                        PdfSource.content(file, page.dictionary().getDictionaryObject(COSName.CONTENTS)), page.resources(), 0);
                readable++;
            } catch (IOException unreadable) {
                broken = unreadable;
            }
            lines.endPage();
        }
        if (readable == 0) {
            throw broken == null ? new IOException("No pages") : broken;
        }
        if (!any[0]) {
            throw ExtractError.NO_TEXT.because("The file '%s' contains no text: its %d pages seem to be pictures, such as scans",
                    file.name(), pages.size());
        }
    }
}
