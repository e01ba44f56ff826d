package dev.difynative.workflow.trigger;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * A call of a webhook as it came.
 *
 * @param contentType
 *            without parameters and in small letters; empty when there is none
 * @param headers
 *            by their names as they were sent
 * @param body
 *            the bytes of a body that is no form of several parts; else empty
 * @param fields
 *            of a form of several parts
 * @param files
 *            of a form of several parts, by the names of their fields
 */
public record WebhookCall(String method, String contentType, Map<String, String> headers, Map<String, String> query, byte[] body,
        Map<String, String> fields, Map<String, List<Upload>> files) {

    /** A file that came with the call. */
    public interface Upload {
        String name();

        String mimeType();

        InputStream content() throws java.io.IOException;
    }
}
