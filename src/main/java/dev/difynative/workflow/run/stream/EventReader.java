package dev.difynative.workflow.run.stream;

import dev.difynative.platform.event.FrameStream;

/** Somebody who reads the events of a run. */
public interface EventReader {

    void frame(byte[] frame);

    /** The run has said its last word for now. */
    void end();

    static EventReader of(FrameStream stream) {
        return new EventReader() {
            @Override
            public void frame(byte[] frame) { stream.append(frame); }

            @Override
            public void end() { stream.end(); }
        };
    }
}
