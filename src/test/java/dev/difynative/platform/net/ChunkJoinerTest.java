package dev.difynative.platform.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;

class ChunkJoinerTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    private final List<String> heard = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(), new ChunkJoiner());

    @Test
    void theChunksOfOneReadComeAsOnePiece() {
        read(HEAD + "3\r\none\r\n3\r\ntwo\r\n");

        assertInstanceOf(HttpResponse.class, channel.readInbound());
        assertEquals("onetwo", piece());
        assertNull(channel.readInbound());
    }

    @Test
    void aLaterReadIsNotWaitedFor() {
        read(HEAD + "3\r\none\r\n");
        channel.readInbound();
        assertEquals("one", piece());

        read("3\r\ntwo\r\n0\r\n\r\n");
        assertEquals("two", piece());
        assertInstanceOf(LastHttpContent.class, channel.readInbound());
    }

    @Test
    void whatCameBeforeAConnectionBrokeIsHandedOn() {
        channel.pipeline().fireChannelRead(buffer(HEAD + "3\r\none\r\n"));
        channel.finish();

        channel.readInbound();
        assertEquals("one", piece());
    }

    @Test
    void aReaderGetsTheBodyInOrderAndNotTheClient() {
        String large = "x".repeat(20_000);
        channel.pipeline().fireChannelRead(buffer(HEAD));
        channel.pipeline().get(ChunkJoiner.class).readBy(bytes -> heard.add(bytes.toString(UTF_8)));

        read("3\r\none\r\n3\r\ntwo\r\n");
        assertEquals(List.of("onetwo"), heard);
        read("4e20\r\n" + large + "\r\n5\r\nthree\r\n0\r\n\r\n");

        assertEquals("onetwo" + large + "three", String.join("", heard));
        assertInstanceOf(HttpResponse.class, channel.readInbound());
        assertInstanceOf(LastHttpContent.class, channel.readInbound());
    }

    private void read(String text) { channel.writeInbound(buffer(text)); }

    private static ByteBuf buffer(String text) { return Unpooled.copiedBuffer(text, UTF_8); }

    private String piece() {
        HttpContent content = channel.readInbound();
        String text = content.content().toString(UTF_8);
        content.release();
        return text;
    }
}
