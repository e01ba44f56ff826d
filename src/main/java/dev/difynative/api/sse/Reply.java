package dev.difynative.api.sse;

import dev.difynative.platform.event.FrameStream;

/** What an endpoint answers that streams or not, as its caller asks: the frames of a stream, or one JSON body. */
public final class Reply {
    private final FrameStream frames;
    private final Object body;
    private final int status;

    private Reply(FrameStream frames, Object body, int status) {
        this.frames = frames;
        this.body = body;
        this.status = status;
    }

    static Reply stream(FrameStream frames) { return new Reply(frames, null, 200); }

    static Reply single(int status, Object body) { return new Reply(null, body, status); }

    /** Null if this is one body. */
    FrameStream frames() { return frames; }

    Object body() { return body; }

    int status() { return status; }
}
