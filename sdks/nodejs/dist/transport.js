"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Transport = void 0;
exports.asSent = asSent;
exports.path = path;
const errors_js_1 = require("./errors.js");
const REPEATABLE = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
// The service refused before it did anything.
const REFUSED = new Set([429, 503]);
// A proxy gave up; what became of the request is not known.
const UNKNOWN_OUTCOME = new Set([502, 504]);
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const LONGEST_PAUSE = 30;
/** Sends calls, again where that is safe. */
class Transport {
    apiKey;
    options;
    base;
    headers;
    timeout;
    maxRetries;
    constructor(apiKey, options) {
        this.apiKey = apiKey;
        this.options = options;
        if (!apiKey)
            throw new TypeError("Give the API key: new DifyClient('app-...'), or set DIFY_API_KEY");
        const url = new URL(options.baseUrl ?? process.env['DIFY_BASE_URL'] ?? 'http://localhost:5001/v1');
        if (url.protocol !== 'http:' && url.protocol !== 'https:') {
            throw new TypeError(`Not an http or https address: ${url.href}`);
        }
        // An address without a path means the service there.
        this.base = url.origin + (url.pathname.replace(/\/+$/, '') || '/v1');
        this.headers = { Authorization: `Bearer ${apiKey}`, ...(options.appId ? { 'X-App-Id': options.appId } : {}) };
        this.timeout = options.timeout ?? 120_000;
        this.maxRetries = options.maxRetries ?? 2;
    }
    with(changed) {
        return new Transport(this.apiKey, { ...this.options, ...changed });
    }
    /** The JSON of the answer; an answer without a body is an empty object. */
    async json(call) {
        const text = new TextDecoder().decode(await this.bytes(call, 'application/json'));
        try {
            return (text.trim() ? JSON.parse(text) : {});
        }
        catch (cause) {
            throw new errors_js_1.TransportError(`The answer is not JSON: ${text.slice(0, 200)}`, true, { cause });
        }
    }
    async get(path, query = {}) {
        return await this.json({ method: 'GET', path, query });
    }
    async post(path, body, repeatable = false) {
        return await this.json({ method: 'POST', path, body, repeatable });
    }
    /** The body of the answer. */
    async bytes(call, accept = '*/*') {
        return await this.repeated(call, async () => {
            const pieces = [];
            for await (const piece of this.pieces(call, accept))
                pieces.push(piece);
            const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
            let at = 0;
            for (const piece of pieces) {
                whole.set(piece, at);
                at += piece.length;
            }
            return whole;
        });
    }
    /** The body of the answer as it comes. What has begun is not repeated. */
    async *events(call) {
        const pieces = await this.repeated(call, async () => {
            const answer = this.pieces(call, 'text/event-stream');
            return { answer, first: await answer.next() };
        });
        if (!pieces.first.done) {
            yield pieces.first.value;
            yield* pieces.answer;
        }
    }
    /** One attempt. */
    async *pieces(call, accept) {
        const patience = new Patience(this.timeout, call.signal);
        try {
            const response = await fetch(this.base + call.path + queryString(call.query ?? {}), await this.init(call, accept, patience));
            if (!response.ok) {
                throw errors_js_1.APIError.of(response.status, response.headers, await response.text());
            }
            // Tells a stream that nothing but its head is there yet.
            yield new Uint8Array();
            for await (const piece of response.body ?? []) {
                patience.renew();
                yield piece;
            }
        }
        catch (failure) {
            throw patience.explain(failure);
        }
        finally {
            patience.end();
        }
    }
    async init(call, accept, patience) {
        const headers = { ...this.headers, Accept: accept };
        let body;
        if (call.form) {
            body = await call.form();
        }
        else if (call.body !== undefined) {
            headers['Content-Type'] = 'application/json';
            body = JSON.stringify(call.body);
        }
        return { method: call.method, headers, signal: patience.signal, redirect: 'manual', ...(body === undefined ? {} : { body }) };
    }
    async repeated(call, attempt) {
        for (let tried = 0;; tried++) {
            try {
                return await attempt();
            }
            catch (failure) {
                const seconds = failure instanceof errors_js_1.DifyError ? this.pause(tried, call, failure) : undefined;
                if (seconds === undefined)
                    throw failure;
                await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
            }
        }
    }
    /** Seconds until the call may be sent again; undefined: it must not. */
    pause(tried, call, failure) {
        if (tried >= this.maxRetries || call.signal?.aborted || !canBeSentAgain(call, failure))
            return undefined;
        const wished = failure instanceof errors_js_1.APIError ? failure.retryAfter : undefined;
        if (wished !== undefined)
            return wished <= LONGEST_PAUSE ? wished : undefined;
        return Math.min(8, 0.5 * 2 ** tried) * (0.75 + Math.random() / 2);
    }
}
exports.Transport = Transport;
/** Ends a request during which nothing comes for too long, or which the caller has given up. */
class Patience {
    timeout;
    outer;
    controller = new AbortController();
    giveUp = () => this.controller.abort();
    timer;
    exhausted = false;
    constructor(timeout, outer) {
        this.timeout = timeout;
        this.outer = outer;
        this.timer = this.start();
        if (outer?.aborted)
            this.giveUp();
        outer?.addEventListener('abort', this.giveUp);
    }
    get signal() {
        return this.controller.signal;
    }
    renew() {
        clearTimeout(this.timer);
        this.timer = this.start();
    }
    end() {
        clearTimeout(this.timer);
        this.outer?.removeEventListener('abort', this.giveUp);
        // Frees the connection of an answer that is not read to its end.
        this.controller.abort();
    }
    explain(failure) {
        if (failure instanceof errors_js_1.DifyError)
            return failure;
        if (this.exhausted)
            return new errors_js_1.TimeoutExceeded('The service has been silent for too long', true, { cause: failure });
        if (this.outer?.aborted)
            return new errors_js_1.TransportError('The call was given up', true, { cause: failure });
        const cause = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
        const code = String(cause?.code ?? '');
        return new errors_js_1.TransportError(`No answer, or one that broke off: ${code} ${String(cause)}`, !NOT_SENT.has(code), { cause: failure });
    }
    start() {
        return setTimeout(() => {
            this.exhausted = true;
            this.giveUp();
        }, this.timeout);
    }
}
function canBeSentAgain(call, failure) {
    const repeatable = call.repeatable === true || REPEATABLE.has(call.method);
    if (failure instanceof errors_js_1.TransportError)
        return !failure.sent || repeatable;
    return failure instanceof errors_js_1.APIError && (REFUSED.has(failure.status) || (UNKNOWN_OUTCOME.has(failure.status) && repeatable));
}
function queryString(query) {
    const pairs = new URLSearchParams();
    for (const [name, value] of Object.entries(asSent(query))) {
        for (const one of Array.isArray(value) ? value : [value]) {
            if (one !== undefined && one !== null)
                pairs.append(name, String(one));
        }
    }
    const text = pairs.toString();
    return text ? `?${text}` : '';
}
/** `conversationId` becomes `conversation_id`; what is inside of a value is the caller's own. */
function asSent(parameters) {
    return Object.fromEntries(Object.entries(parameters)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));
}
/** Puts ids into a path: path`/datasets/${id}`. */
function path(parts, ...ids) {
    return parts.reduce((whole, part, i) => {
        const id = ids[i - 1];
        if (!id)
            throw new TypeError(`An id in ${parts.join('{}')} is empty`);
        return whole + encodeURIComponent(id) + part;
    });
}
