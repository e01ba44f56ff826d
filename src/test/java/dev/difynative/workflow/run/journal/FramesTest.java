package dev.difynative.workflow.run.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class FramesTest {
    @Test
    void framesSurviveStorageAndCanBeToldApart() {
        byte[] frames = "data: {\"a\":1}\n\ndata: {\"b\":\"ö\"}\n\n".repeat(1000).getBytes(StandardCharsets.UTF_8);

        byte[] packed = new Frames.Packer().deflated(frames);

        assertArrayEquals(frames, Frames.inflated(packed));
        assertEquals(2000, Frames.split(frames).size());
        assertEquals("data: {\"b\":\"ö\"}\n\n", new String(Frames.split(frames).get(1), StandardCharsets.UTF_8));
    }
}
