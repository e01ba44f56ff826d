package dev.difynative.workflow.node.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.difynative.platform.net.OutboundResponse;
import dev.difynative.workflow.value.Value;

/** An answer to a request: a text, or a file. */
record HttpReply(OutboundResponse response, String url) {
    private static final Pattern FILENAME_STAR = Pattern.compile("filename\\*\\s*=\\s*(?:UTF-8|utf-8)''([^;]+)");
    private static final Pattern FILENAME = Pattern.compile("filename\\s*=\\s*(\"([^\"]*)\"|[^;]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final int LOOKED_AT = 1024;

    String type() {
        String type = response.headers().get("content-type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean isFile() {
        String disposition = disposition();
        if (disposition.startsWith("attachment") || disposition.contains("filename")) {
            return true;
        }
        String type = type();
        if (type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/")) {
            return true;
        }
        if (type.startsWith("text/") || type.contains("json") || type.contains("xml") || type.contains("javascript")
                || type.contains("yaml") || type.contains("graphql") || type.contains("urlencoded")) {
            return false;
        }
        return !looksLikeText();
    }

    private boolean looksLikeText() {
        byte[] head = response.body().getBytes(0, Math.min(LOOKED_AT, response.body().length()));
        for (int cut = 0; cut < 4 && cut <= head.length; cut++) {
            try {
                // The last character may have been cut through.
                String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, head.length - cut)).toString();
                return text.indexOf('\0') < 0;
            } catch (CharacterCodingException notYet) {
                continue;
            }
        }
        return false;
    }

    private String disposition() { return Optional.ofNullable(response.headers().get("content-disposition")).orElse("").strip(); }

    String text() {
        String type = Optional.ofNullable(response.headers().get("content-type")).orElse("");
        Matcher charset = CHARSET.matcher(type);
        try {
            return response.body().toString(charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return response.body().toString(StandardCharsets.UTF_8);
        }
    }

    /** The name that the server gives, else the last part of the address, with an ending. */
    String filename() {
        Matcher star = FILENAME_STAR.matcher(disposition());
        Matcher plain = FILENAME.matcher(disposition());
        String name;
        if (star.find()) {
            name = java.net.URLDecoder.decode(star.group(1).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
        } else if (plain.find()) {
            name = plain.group(2) != null ? plain.group(2) : plain.group(1).strip();
        } else {
            String path = url.replaceFirst("[?#].*", "");
            name = path.substring(path.lastIndexOf('/') + 1);
        }
        name = name.replaceAll("[\\\\/\\p{Cntrl}]", "_").strip();
        return name.contains(".") ? name : (name.isEmpty() ? "file" : name) + extension();
    }

    private String extension() {
        String type = type();
        return switch (type) {
            case "image/jpeg" -> ".jpg";
            case "image/svg+xml" -> ".svg";
            case "audio/mpeg" -> ".mp3";
            case "application/pdf", "application/zip", "image/png", "image/gif", "image/webp", "video/mp4", "audio/wav",
                    "audio/ogg" ->
                "." + type.substring(type.indexOf('/') + 1);
            default -> ".bin";
        };
    }

    Value headers() {
        Map<String, Value> headers = new LinkedHashMap<>();
        response.headers().names().forEach(name -> headers.put(name.toLowerCase(Locale.ROOT),
                Value.of(String.join(", ", response.headers().getAll(name)))));
        return Value.of(headers);
    }
}
