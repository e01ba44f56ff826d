package dev.difynative.models.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.vertx.core.buffer.Buffer;

class SseSplitterTest {
    private final List<String> payloads = new ArrayList<>();
    private final SseSplitter splitter = new SseSplitter(
            (bytes, offset, length) -> payloads.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));

    @Test
    void dataLinesAreHandedOnWithAndWithoutTheSpace() throws IOException {
        splitter.feed(Buffer.buffer("data: one\n\ndata:two\n\ndata:  three\n\n"));
        assertEquals(List.of("one", "two", " three"), payloads);
    }

    @Test
    void otherFieldsAndCommentsAreSkipped() throws IOException {
        splitter.feed(Buffer.buffer(": ping\nevent: message\nid: 7\nretry: 10\ndatum: x\ndata\ndata:\ndata: it\n\n"));
        assertEquals(List.of("it"), payloads);
    }

    @Test
    void everyLineEndIsUnderstood() throws IOException {
        splitter.feed(Buffer.buffer("data: lf\n\ndata: crlf\r\n\r\ndata: cr\r\rdata: end"));
        splitter.end();
        assertEquals(List.of("lf", "crlf", "cr", "end"), payloads);
    }

    @Test
    void theCutOfTheNetworkMakesNoDifference() throws IOException {
        byte[] stream = "\uFEFFdata: {\"a\":\"ü你👋\"}\r\n\r\n: c\r\ndata:zwei\n\nevent: x\r\ndata: 3\r\r\n"
                .getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= stream.length; size++) {
            payloads.clear();
            for (int at = 0; at < stream.length; at += size) {
                splitter.feed(stream, at, Math.min(size, stream.length - at));
            }
            splitter.end();
            assertEquals(List.of("{\"a\":\"ü你👋\"}", "zwei", "3"), payloads, "in pieces of " + size);
        }
    }

    @Test
    void aBufferThatIsAViewIntoAnotherIsReadAtItsPlace() throws IOException {
        splitter.feed(Buffer.buffer("xxxxdata: in\nyyyy").slice(4, 13));
        assertEquals(List.of("in"), payloads);
    }
}
