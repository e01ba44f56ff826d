package dev.difynative.knowledge.ingest.extract.legacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import org.jsoup.Jsoup;

import dev.difynative.knowledge.ingest.extract.Charsets;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;
import dev.difynative.knowledge.ingest.extract.text.HtmlText;

/**
 * Messages as Outlook saves them ([MS-OXMSG]): who wrote what to whom and when, the text, and the names of what was attached. A
 * property is a stream whose name ends with its number and its type.
 */
public final class MsgExtractor implements Extractor {
    public static final String PROPERTIES = "__properties_version1.0";
    private static final String ATTACHMENT = "__ATTACH_VERSION1.0_";
    private static final String SUBJECT = "0037";
    private static final String SENDER_NAME = "0C1A";
    private static final String SENDER_SMTP = "5D01";
    private static final String SENDER_ADDRESS = "0C1F";
    private static final String TO = "0E04";
    private static final String CC = "0E03";
    private static final String BODY = "1000";
    private static final String HTML = "1013";
    private static final List<String> FILE_NAMES = List.of("3707", "3704", "3001");
    private static final int SENT_AT = 0x0039_0040;
    private static final int DELIVERED_AT = 0x0E06_0040;
    private static final int HEADER = 32;
    private static final int ENTRY = 16;
    /** Times count tenths of microseconds from the year 1601. */
    private static final long TICKS = 10_000_000;
    private static final long FROM_1601_TO_1970 = 11_644_473_600L;

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (CompoundFile message = CompoundFile.open(file.path())) {
            line("Subject", text(message, "", SUBJECT), sink);
            line("From", sender(message), sink);
            line("To", text(message, "", TO), sink);
            line("Cc", text(message, "", CC), sink);
            line("Date", date(message.read(PROPERTIES)), sink);
            sink.text("\n");
            String body = text(message, "", BODY);
            String html = body.isBlank() ? text(message, "", HTML) : "";
            if (!html.isBlank()) {
                HtmlText.write(Jsoup.parse(html).body(), sink);
            } else if (!body.isBlank()) {
                sink.text(body.replace("\r\n", "\n") + "\n");
            }
            List<String> attachments = attachments(message);
            if (!attachments.isEmpty()) {
                sink.text("\nAttachments: " + String.join(", ", attachments) + "\n");
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
            throw new IOException(broken);
        }
    }

    private static void line(String name, String value, TextSink sink) throws IOException {
        if (!value.isBlank()) {
            sink.text(name + ": " + value.strip() + "\n");
        }
    }

    private static String sender(CompoundFile message) throws IOException {
        String name = text(message, "", SENDER_NAME);
        String smtp = text(message, "", SENDER_SMTP);
        String address = smtp.isBlank() ? text(message, "", SENDER_ADDRESS) : smtp;
        // Within an organisation addresses are paths that mean nothing outside of it.
        return address.indexOf('@') < 0 || address.equals(name) ? name : (name + " <" + address + ">").strip();
    }

    /** A property that is a text: in UTF-16, in a character set of the writer's, or as bytes; empty when there is none. */
    private static String text(CompoundFile message, String folder, String property) throws IOException {
        String stream = folder + "__substg1.0_" + property;
        if (message.has(stream + "001F")) {
            return new String(message.read(stream + "001F").array(), StandardCharsets.UTF_16LE).replace("\0", "");
        }
        for (String narrow : List.of("001E", "0102")) {
            if (message.has(stream + narrow)) {
                byte[] bytes = message.read(stream + narrow).array();
                return new String(bytes, Charsets.detect(bytes)).replace("\0", "");
            }
        }
        return "";
    }

    private static String date(ByteBuffer properties) {
        long ticks = 0;
        for (int at = HEADER; at + ENTRY <= properties.capacity(); at += ENTRY) {
            int tag = properties.getInt(at);
            if (tag == SENT_AT || tag == DELIVERED_AT && ticks == 0) {
                ticks = properties.getLong(at + 8);
            }
        }
        return ticks <= 0
                ? ""
                : DateTimeFormatter.RFC_1123_DATE_TIME
                        .format(Instant.ofEpochSecond(ticks / TICKS - FROM_1601_TO_1970).atOffset(ZoneOffset.UTC));
    }

    private static List<String> attachments(CompoundFile message) throws IOException {
        List<String> names = new ArrayList<>();
        for (String folder : message.folders()) {
            if (folder.startsWith(ATTACHMENT)) {
                for (String property : FILE_NAMES) {
                    String name = text(message, folder + "/", property);
                    if (!name.isBlank()) {
                        names.add(name.strip());
                        break;
                    }
                }
            }
        }
        return names;
    }
}
