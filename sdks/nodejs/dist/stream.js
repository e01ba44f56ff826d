"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.DifyStream = void 0;
const errors_js_1 = require("./errors.js");
const sse_js_1 = require("./sse.js");
// A connection that is closed in the middle of an answer can look like its end: only these events are one.
const LAST = new Set(['message_end', 'tts_message_end', 'workflow_finished', 'workflow_paused']);
/**
 * The chunks of an answer as they come: listen to its events, or iterate it with `for await`. The call has been made already.
 * A failure is told to `error`, or thrown where the stream is iterated; if nobody listens it is an uncaught exception.
 */
class DifyStream {
    listeners = new Map();
    controller = new AbortController();
    chunks = [];
    waiting = new Set();
    failure;
    complete = false;
    over = false;
    iterated = false;
    constructor(transport, call) {
        void this.run(transport, { ...call, signal: this.controller.signal });
    }
    on(event, listener) {
        const listeners = this.listeners.get(event) ?? new Set();
        this.listeners.set(event, listeners.add(listener));
        return this;
    }
    once(event, listener) {
        const first = (value) => {
            this.off(event, first);
            listener(value);
        };
        return this.on(event, first);
    }
    off(event, listener) {
        this.listeners.get(event)?.delete(listener);
        return this;
    }
    /** Ends the connection. The run goes on in the service; `stop` of the room ends it. */
    close() {
        this.over = true;
        this.controller.abort();
        this.wake();
    }
    /** Reads to the end and gives the whole answer. */
    async text() {
        let text = '';
        for await (const chunk of this) {
            if (chunk.event === 'message_replace' || chunk.event === 'text_replace') {
                text = String(chunk['answer'] ?? chunk['data']?.text ?? '');
            }
            else if (chunk.event === 'message' || chunk.event === 'agent_message') {
                text += String(chunk['answer'] ?? '');
            }
            else if (chunk.event === 'text_chunk') {
                text += String(chunk['data']?.text ?? '');
            }
        }
        return text;
    }
    async *[Symbol.asyncIterator]() {
        this.iterated = true;
        try {
            for (let next = 0;; next++) {
                while (next >= this.chunks.length && !this.over) {
                    await new Promise((resolve) => this.waiting.add(resolve));
                }
                const chunk = this.chunks[next];
                if (chunk === undefined) {
                    if (this.failure)
                        throw this.failure;
                    return;
                }
                yield chunk;
            }
        }
        finally {
            this.close();
        }
    }
    async run(transport, call) {
        try {
            const parser = new sse_js_1.EventParser();
            for await (const piece of transport.events(call)) {
                for (const data of parser.feed(piece))
                    this.tell(chunkOf(data));
            }
            if (!this.complete)
                throw new errors_js_1.TransportError('The stream broke off before its end', true);
        }
        catch (failure) {
            // Whoever closes a stream knows that it ends.
            if (!this.controller.signal.aborted)
                this.failure = known(failure);
        }
        this.over = true;
        this.wake();
        if (this.failure) {
            this.fail(this.failure);
        }
        else {
            this.emit('end', undefined);
        }
    }
    tell(chunk) {
        if (chunk.event === 'ping' || this.over)
            return;
        if (chunk.event === 'error')
            throw new errors_js_1.StreamError(chunk);
        this.complete ||= LAST.has(chunk.event);
        this.chunks.push(chunk);
        this.wake();
        this.emit('chunk', chunk);
        const name = chunk.event.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
        this.emit(name === 'agentMessage' ? 'message' : name, chunk);
    }
    fail(failure) {
        const heard = (this.listeners.get('error')?.size ?? 0) > 0;
        this.emit('error', failure);
        if (!heard && !this.iterated) {
            // Whoever gets the stream by `await` may iterate it a little later.
            setTimeout(() => {
                if (!this.iterated)
                    throw failure;
            }, 0);
        }
    }
    emit(event, value) {
        for (const listener of [...(this.listeners.get(event) ?? [])]) {
            try {
                listener(value);
            }
            catch (fault) {
                // A listener's fault is not the stream's.
                queueMicrotask(() => {
                    throw fault;
                });
            }
        }
    }
    wake() {
        for (const resolve of this.waiting)
            resolve();
        this.waiting.clear();
    }
}
exports.DifyStream = DifyStream;
function chunkOf(data) {
    try {
        const chunk = JSON.parse(data);
        return typeof chunk.event === 'string' ? chunk : { ...chunk, event: 'message' };
    }
    catch (cause) {
        throw new errors_js_1.TransportError(`An event is not JSON: ${data.slice(0, 200)}`, true, { cause });
    }
}
function known(failure) {
    return failure instanceof errors_js_1.DifyError ? failure : new errors_js_1.DifyError(String(failure), { cause: failure });
}
