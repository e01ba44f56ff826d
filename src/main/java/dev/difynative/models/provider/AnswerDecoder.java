package dev.difynative.models.provider;

import java.io.IOException;
import java.util.List;

import dev.difynative.models.chat.ToolCall;

/** Understands one answer in a provider's protocol, piece by piece; made for one answer and used by one thread. */
public interface AnswerDecoder {

    /** Where the pieces of the answer go. */
    interface Pieces {
        void text(String delta);

        void reasoning(String delta);
    }

    /** One payload of the event stream. */
    void event(byte[] bytes, int offset, int length, Pieces pieces) throws IOException;

    /** An answer that came as one JSON document. */
    void whole(byte[] document, Pieces pieces) throws IOException;

    /** Whether the protocol's own end has been seen. */
    boolean ended();

    /** Whether the answer is complete even if the stream stops here. */
    boolean complete();

    /** The provider's complaint within the stream, or null. */
    ProviderFaults.Complaint complaint();

    String finishReason();

    /** Tokens as the provider counted them, or -1. */
    int promptTokens();

    int completionTokens();

    List<ToolCall> toolCalls();
}
