package dev.difynative.knowledge.ingest.extract.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.difynative.knowledge.ingest.extract.Charsets;

/** A message or a part of one: head and body (RFC 5322, RFC 2045 to 2047). The body is decoded when asked for. */
final class MimePart {
    private static final Pattern ENCODED_WORD = Pattern
            .compile("=\\?([^?*]+)(?:\\*[^?]*)?\\?([bBqQ])\\?([^?]*)\\?=(?:\\s+(?==\\?))?");
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([\\w*-]+)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^;\\s]+)");

    private final Map<String, String> headers;
    private final byte[] bytes;
    private final int from;
    private final int to;

    private MimePart(Map<String, String> headers, byte[] bytes, int from, int to) {
        this.headers = headers;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    static MimePart parse(byte[] bytes, int from, int to) {
        Map<String, String> headers = new HashMap<>();
        StringBuilder header = new StringBuilder();
        int at = from;
        while (at < to) {
            int end = lineEnd(bytes, at, to);
            String line = headText(bytes, at, end);
            at = Math.min(to, end + 1);
            if (line.isEmpty()) {
                break;
            }
            if (line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                keep(headers, header);
                header.setLength(0);
            }
            header.append(line);
        }
        keep(headers, header);
        return new MimePart(headers, bytes, at, to);
    }

    String header(String name) { return headers.get(name); }

    String type() {
        String type = headers.getOrDefault("content-type", "text/plain");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The name of an attachment, or null for what is shown as part of the message. */
    String fileName() {
        String disposition = headers.getOrDefault("content-disposition", "");
        String name = parameter(disposition, "filename");
        if (name == null && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment")) {
            name = parameter(headers.getOrDefault("content-type", ""), "name");
            return name == null ? type() : decodedWords(name);
        }
        return name == null ? null : decodedWords(name);
    }

    List<MimePart> parts() {
        String boundary = parameter(headers.getOrDefault("content-type", ""), "boundary");
        List<MimePart> parts = new ArrayList<>();
        if (boundary == null) {
            return parts;
        }
        int start = -1;
        for (int at = from; at < to;) {
            int end = lineEnd(bytes, at, to);
            String line = end - at > 200 ? "" : EmlExtractor.ascii(bytes, at, end).stripTrailing();
            if (line.equals("--" + boundary) || line.equals("--" + boundary + "--")) {
                if (start >= 0) {
                    parts.add(parse(bytes, start, at));
                }
                start = line.endsWith("--") && line.length() > boundary.length() + 2 ? -1 : Math.min(to, end + 1);
            }
            at = end + 1;
        }
        if (start >= 0) {
            parts.add(parse(bytes, start, to));
        }
        return parts;
    }

    String text() {
        byte[] content = content();
        String name = parameter(headers.getOrDefault("content-type", ""), "charset");
        return new String(content, charset(name, content));
    }

    byte[] content() {
        String encoding = headers.getOrDefault("content-transfer-encoding", "").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "base64" -> base64(EmlExtractor.ascii(bytes, from, to));
            case "quoted-printable" -> quotedPrintable(EmlExtractor.ascii(bytes, from, to), false);
            default -> java.util.Arrays.copyOfRange(bytes, from, to);
        };
    }

    /** Replaces the encoded words of a header by what they mean. */
    static String decodedWords(String text) {
        return ENCODED_WORD.matcher(text).replaceAll(word -> {
            byte[] content = word.group(2).equalsIgnoreCase("b") ? base64(word.group(3)) : quotedPrintable(word.group(3), true);
            return Matcher.quoteReplacement(new String(content, charset(word.group(1), content)));
        });
    }

    private static Charset charset(String name, byte[] content) {
        if (name != null && !name.equalsIgnoreCase("us-ascii")) {
            try {
                return Charset.forName(name.strip());
            } catch (IllegalArgumentException unknown) {
                // Found out from the bytes.
            }
        }
        return Charsets.detect(content);
    }

    private static String parameter(String header, String name) {
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            String value = matcher.group(2);
            if (value.startsWith("\"")) {
                value = value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
            }
            if (matcher.group(1).equalsIgnoreCase(name)) {
                return value;
            }
            if (matcher.group(1).equalsIgnoreCase(name + "*")) {
                return extended(value);
            }
        }
        return null;
    }

    /** A value as charset'language'percent-encoded (RFC 2231 §4). */
    private static String extended(String value) {
        String[] parts = value.split("'", 3);
        if (parts.length < 3) {
            return value;
        }
        byte[] content = quotedPrintable(parts[2].replace('%', '='), false);
        return new String(content, charset(parts[0], content));
    }

    private static byte[] base64(String text) {
        String clean = text.replaceAll("[^A-Za-z0-9+/]", "");
        // A last lone letter carries no byte.
        return Base64.getDecoder().decode(clean.length() % 4 == 1 ? clean.substring(0, clean.length() - 1) : clean);
    }

    private static byte[] quotedPrintable(String text, boolean header) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '=' && i + 2 < text.length() && hex(text.charAt(i + 1)) >= 0 && hex(text.charAt(i + 2)) >= 0) {
                content.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
                i += 2;
            } else if (letter == '=' && !header) {
                // A line that goes on.
                while (i + 1 < text.length() && (text.charAt(i + 1) == '\r' || text.charAt(i + 1) == ' ')) {
                    i++;
                }
                i += i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
            } else {
                content.write(header && letter == '_' ? ' ' : letter);
            }
        }
        return content.toByteArray();
    }

    private static int hex(char letter) { return Character.digit(letter, 16); }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static String headText(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static void keep(Map<String, String> headers, StringBuilder header) {
        int colon = header.indexOf(":");
        if (colon > 0) {
            headers.putIfAbsent(header.substring(0, colon).strip().toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
        }
    }
}
