package dev.difynative.files.storage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.difynative.platform.crypto.Sha256;

/** Signs requests as AWS Signature Version 4 says (docs.aws.amazon.com, "Authenticating Requests: Using the Authorization Header"). */
final class S3Signer {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String UNRESERVED = "-._~";

    private final String region;
    private final String accessKey;
    private final String secretKey;

    S3Signer(String region, String accessKey, String secretKey) {
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** The headers that a request must have besides its host; {@code path} is encoded already. */
    Map<String, String> sign(String method, String host, String path, Map<String, String> query, byte[] body, Instant now) {
        String time = TIME.format(now);
        String bodyHash = Sha256.hex(body);
        String canonical = String.join("\n", method, path, query(query), "host:" + host, "x-amz-content-sha256:" + bodyHash,
                "x-amz-date:" + time, "", "host;x-amz-content-sha256;x-amz-date", bodyHash);
        String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
        String toSign = String.join("\n", ALGORITHM, time, scope,
                Sha256.hex(canonical));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[]{time.substring(0, 8), region, "s3", "aws4_request"}) {
            key = hmac(key, part);
        }
        return Map.of("x-amz-date", time, "x-amz-content-sha256", bodyHash, "authorization", ALGORITHM + " Credential="
                + accessKey + "/" + scope + ", SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                + hex(hmac(key, toSign)));
    }

    /** Sorted and encoded, as it is signed and sent. */
    static String query(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(query).forEach((name, value) -> text.append(text.isEmpty() ? "" : "&").append(encoded(name, false))
                .append('=').append(encoded(value, false)));
        return text.toString();
    }

    static String encoded(String text, boolean path) {
        StringBuilder encoded = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (value & 0xFF);
            boolean plain = letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9'
                    || UNRESERVED.indexOf(letter) >= 0 || path && letter == '/';
            if (plain) {
                encoded.append(letter);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
            }
        }
        return encoded.toString();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hex(byte[] bytes) { return HexFormat.of().formatHex(bytes); }
}
