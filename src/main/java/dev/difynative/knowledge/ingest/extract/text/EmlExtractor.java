package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jsoup.Jsoup;

import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** E-mail messages: who wrote what to whom and when, the text itself, and the names of what was attached. */
public final class EmlExtractor implements Extractor {
    private static final int LARGEST = 64 << 20;
    private static final int DEEPEST = 10;

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        byte[] bytes;
        try (InputStream content = file.open()) {
            bytes = content.readNBytes(LARGEST);
        }
        MimePart message = MimePart.parse(bytes, 0, bytes.length);
        if (message.header("from") == null && message.header("subject") == null && message.header("received") == null) {
            throw ExtractError.WRONG_FILE_TYPE
                    .because("The file '%s' is named as an e-mail message but has no head of one", file.name());
        }
        write(message, sink, 0);
    }

    private static void write(MimePart message, TextSink sink, int depth) throws IOException {
        for (String name : List.of("Subject", "From", "To", "Cc", "Date")) {
            String value = message.header(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                sink.text(name + ": " + MimePart.decodedWords(value) + "\n");
            }
        }
        sink.text("\n");
        List<String> attachments = new ArrayList<>();
        body(message, sink, attachments, depth);
        if (!attachments.isEmpty()) {
            sink.text("\nAttachments: " + String.join(", ", attachments) + "\n");
        }
    }

    private static void body(MimePart part, TextSink sink, List<String> attachments, int depth) throws IOException {
        if (depth > DEEPEST) {
            return;
        }
        String type = part.type();
        if (part.fileName() != null && !type.startsWith("multipart/")) {
            attachments.add(part.fileName());
        } else if (type.equals("multipart/alternative")) {
            alternative(part, sink, attachments, depth);
        } else if (type.startsWith("multipart/")) {
            for (MimePart inner : part.parts()) {
                body(inner, sink, attachments, depth + 1);
            }
        } else if (type.equals("message/rfc822")) {
            byte[] inner = part.content();
            write(MimePart.parse(inner, 0, inner.length), sink, depth + 1);
        } else if (type.equals("text/html")) {
            HtmlText.write(Jsoup.parse(part.text()).body(), sink);
        } else if (type.startsWith("text/")) {
            sink.text(part.text().replace("\r\n", "\n") + "\n");
        }
    }

    /** The same text several times: plain text is what needs no conversion. */
    private static void alternative(MimePart part, TextSink sink, List<String> attachments, int depth) throws IOException {
        List<MimePart> choices = part.parts();
        for (MimePart choice : choices) {
            if (choice.type().equals("text/plain") && !choice.text().isBlank()) {
                body(choice, sink, attachments, depth + 1);
                return;
            }
        }
        if (!choices.isEmpty()) {
            body(choices.getLast(), sink, attachments, depth + 1);
        }
    }

    static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
