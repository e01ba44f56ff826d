package bench;

import java.io.ByteArrayOutputStream;

/** A request body in chunked transfer encoding, as some HTTP clients send it, and where it ended. */
record ChunkedBody(byte[] content, int end) {

    /** Null while the body is incomplete. Trailers are not expected from a client of a model server. */
    static ChunkedBody parse(byte[] bytes, int from, int to) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int position = from;
        while (true) {
            int lineEnd = Bytes.indexOf(bytes, position, to, Bytes.LINE_END);
            if (lineEnd < 0) {
                return null;
            }
            int size = Bytes.parseHex(bytes, position, lineEnd);
            int next = lineEnd + 2 + size + 2;
            if (next > to) {
                return null;
            }
            if (size == 0) {
                return new ChunkedBody(content.toByteArray(), next);
            }
            content.write(bytes, lineEnd + 2, size);
            position = next;
        }
    }
}
