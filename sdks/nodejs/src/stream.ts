import { DifyError, StreamError, TransportError } from './errors.js';
import { EventParser } from './sse.js';
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

// A connection that is closed in the middle of an answer can look like its end: only these events are one.
const LAST = new Set(['message_end', 'tts_message_end', 'workflow_finished', 'workflow_paused']);

/**
 * The chunks of an answer as they come: listen to its events, or iterate it with `for await`. The call has been made already.
 * A failure is told to `error`, or thrown where the stream is iterated; if nobody listens it is an uncaught exception.
 */
export class DifyStream implements AsyncIterable<Chunk> {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly controller = new AbortController();
  private readonly chunks: Chunk[] = [];
  private readonly waiting = new Set<() => void>();
  private failure: DifyError | undefined;
  private complete = false;
  private over = false;
  private iterated = false;

  constructor(transport: Transport, call: Call) {
    void this.run(transport, { ...call, signal: this.controller.signal });
  }

  on<E extends keyof StreamEvents>(event: E, listener: (value: StreamEvents[E]) => void): this;
  on(event: string, listener: (chunk: Chunk) => void): this;
  on(event: string, listener: Listener): this {
    const listeners = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listeners.add(listener));
    return this;
  }

  once<E extends keyof StreamEvents>(event: E, listener: (value: StreamEvents[E]) => void): this;
  once(event: string, listener: (chunk: Chunk) => void): this;
  once(event: string, listener: Listener): this {
    const first: Listener = (value) => {
      this.off(event, first);
      listener(value);
    };
    return this.on(event, first);
  }

  off(event: string, listener: Listener): this {
    this.listeners.get(event)?.delete(listener);
    return this;
  }

  /** Ends the connection. The run goes on in the service; `stop` of the room ends it. */
  close(): void {
    this.over = true;
    this.controller.abort();
    this.wake();
  }

  /** Reads to the end and gives the whole answer. */
  async text(): Promise<string> {
    let text = '';
    for await (const chunk of this) {
      if (chunk.event === 'message_replace' || chunk.event === 'text_replace') {
        text = String(chunk['answer'] ?? chunk['data']?.text ?? '');
      } else if (chunk.event === 'message' || chunk.event === 'agent_message') {
        text += String(chunk['answer'] ?? '');
      } else if (chunk.event === 'text_chunk') {
        text += String(chunk['data']?.text ?? '');
      }
    }
    return text;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Chunk> {
    this.iterated = true;
    try {
      for (let next = 0; ; next++) {
        while (next >= this.chunks.length && !this.over) {
          await new Promise<void>((resolve) => this.waiting.add(resolve));
        }
        const chunk = this.chunks[next];
        if (chunk === undefined) {
          if (this.failure) throw this.failure;
          return;
        }
        yield chunk;
      }
    } finally {
      this.close();
    }
  }

  private async run(transport: Transport, call: Call): Promise<void> {
    try {
      const parser = new EventParser();
      for await (const piece of transport.events(call)) {
        for (const data of parser.feed(piece)) this.tell(chunkOf(data));
      }
      if (!this.complete) throw new TransportError('The stream broke off before its end', true);
    } catch (failure) {
      // Whoever closes a stream knows that it ends.
      if (!this.controller.signal.aborted) this.failure = known(failure);
    }
    this.over = true;
    this.wake();
    if (this.failure) {
      this.fail(this.failure);
    } else {
      this.emit('end', undefined);
    }
  }

  private tell(chunk: Chunk): void {
    if (chunk.event === 'ping' || this.over) return;
    if (chunk.event === 'error') throw new StreamError(chunk);
    this.complete ||= LAST.has(chunk.event);
    this.chunks.push(chunk);
    this.wake();
    this.emit('chunk', chunk);
    const name = chunk.event.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    this.emit(name === 'agentMessage' ? 'message' : name, chunk);
  }

  private fail(failure: DifyError): void {
    const heard = (this.listeners.get('error')?.size ?? 0) > 0;
    this.emit('error', failure);
    if (!heard && !this.iterated) {
      // Whoever gets the stream by `await` may iterate it a little later.
      setTimeout(() => {
        if (!this.iterated) throw failure;
      }, 0);
    }
  }

  private emit(event: string, value: unknown): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) {
      try {
        listener(value);
      } catch (fault) {
        // A listener's fault is not the stream's.
        queueMicrotask(() => {
          throw fault;
        });
      }
    }
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

function chunkOf(data: string): Chunk {
  try {
    const chunk = JSON.parse(data) as Chunk;
    return typeof chunk.event === 'string' ? chunk : { ...chunk, event: 'message' };
  } catch (cause) {
    throw new TransportError(`An event is not JSON: ${data.slice(0, 200)}`, true, { cause });
  }
}

function known(failure: unknown): DifyError {
  return failure instanceof DifyError ? failure : new DifyError(String(failure), { cause: failure });
}
