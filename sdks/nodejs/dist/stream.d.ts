import { DifyError } from './errors.js';
import type { Call, Transport } from './transport.js';
import type { Chunk, MessageChunk, MessageEndChunk, WorkflowChunk } from './types.js';
/** What a stream tells. Each event of the service has the name that it has there, in camel case (`node_started`: `nodeStarted`). */
export interface StreamEvents {
    /** The next piece of an answer (also of an agent's). */
    message: MessageChunk;
    messageEnd: MessageEndChunk;
    /** Replaces what was said so far. */
    messageReplace: MessageChunk;
    agentThought: Chunk;
    messageFile: Chunk;
    workflowStarted: WorkflowChunk;
    nodeStarted: WorkflowChunk;
    nodeFinished: WorkflowChunk;
    textChunk: WorkflowChunk;
    workflowPaused: WorkflowChunk;
    workflowFinished: WorkflowChunk;
    /** Every event. */
    chunk: Chunk;
    /** The stream failed; nothing more comes. */
    error: DifyError;
    /** The stream has come to its end. */
    end: undefined;
}
type Listener = (value: any) => void;
/**
 * The chunks of an answer as they come: listen to its events, or iterate it with `for await`. The call has been made already.
 * A failure is told to `error`, or thrown where the stream is iterated; if nobody listens it is an uncaught exception.
 */
export declare class DifyStream implements AsyncIterable<Chunk> {
    private readonly listeners;
    private readonly controller;
    private readonly chunks;
    private readonly waiting;
    private failure;
    private complete;
    private over;
    private iterated;
    constructor(transport: Transport, call: Call);
    on<E extends keyof StreamEvents>(event: E, listener: (value: StreamEvents[E]) => void): this;
    on(event: string, listener: (chunk: Chunk) => void): this;
    once<E extends keyof StreamEvents>(event: E, listener: (value: StreamEvents[E]) => void): this;
    once(event: string, listener: (chunk: Chunk) => void): this;
    off(event: string, listener: Listener): this;
    /** Ends the connection. The run goes on in the service; `stop` of the room ends it. */
    close(): void;
    /** Reads to the end and gives the whole answer. */
    text(): Promise<string>;
    [Symbol.asyncIterator](): AsyncIterator<Chunk>;
    private run;
    private tell;
    private fail;
    private emit;
    private wake;
}
export {};
