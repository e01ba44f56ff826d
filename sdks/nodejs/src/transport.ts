import { APIError, DifyError, TimeoutExceeded, TransportError } from './errors.js';
import type { More } from './types.js';

export interface Options {
  /** The service's address, with or without its path (`/v1`). Without it DIFY_BASE_URL counts, then http://localhost:5001. */
  baseUrl?: string;
  /** Names the app when the key is one of the whole workspace. */
  appId?: string;
  /** The longest silence, in milliseconds, while an answer is awaited or read; streams are never silent for more than ten seconds. */
  timeout?: number;
  /** How often a call is repeated that failed and certainly did nothing, or may be done twice. */
  maxRetries?: number;
}

export interface Call {
  method: string;
  path: string;
  query?: More;
  body?: unknown;
  /** Made anew for each attempt. */
  form?: () => Promise<FormData>;
  /** True for a POST that changes nothing. */
  repeatable?: boolean;
  /** Ends the call from outside. */
  signal?: AbortSignal;
}

const REPEATABLE = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
// The service refused before it did anything.
const REFUSED = new Set([429, 503]);
// A proxy gave up; what became of the request is not known.
const UNKNOWN_OUTCOME = new Set([502, 504]);
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const LONGEST_PAUSE = 30;

/** Sends calls, again where that is safe. */
export class Transport {
  private readonly base: string;
  private readonly headers: Record<string, string>;
  private readonly timeout: number;
  private readonly maxRetries: number;

  constructor(private readonly apiKey: string, private readonly options: Options) {
    if (!apiKey) throw new TypeError("Give the API key: new DifyClient('app-...'), or set DIFY_API_KEY");
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

  with(changed: Options): Transport {
    return new Transport(this.apiKey, { ...this.options, ...changed });
  }

  /** The JSON of the answer; an answer without a body is an empty object. */
  async json<T>(call: Call): Promise<T> {
    const text = new TextDecoder().decode(await this.bytes(call, 'application/json'));
    try {
      return (text.trim() ? JSON.parse(text) : {}) as T;
    } catch (cause) {
      throw new TransportError(`The answer is not JSON: ${text.slice(0, 200)}`, true, { cause });
    }
  }

  async get<T>(path: string, query: More = {}): Promise<T> {
    return await this.json({ method: 'GET', path, query });
  }

  async post<T>(path: string, body: unknown, repeatable = false): Promise<T> {
    return await this.json({ method: 'POST', path, body, repeatable });
  }

  /** The body of the answer. */
  async bytes(call: Call, accept = '*/*'): Promise<Uint8Array> {
    return await this.repeated(call, async () => {
      const pieces: Uint8Array[] = [];
      for await (const piece of this.pieces(call, accept)) pieces.push(piece);
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
  async *events(call: Call): AsyncGenerator<Uint8Array> {
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
  private async *pieces(call: Call, accept: string): AsyncGenerator<Uint8Array> {
    const patience = new Patience(this.timeout, call.signal);
    try {
      const response = await fetch(this.base + call.path + queryString(call.query ?? {}), await this.init(call, accept, patience));
      if (!response.ok) {
        throw APIError.of(response.status, response.headers, await response.text());
      }
      // Tells a stream that nothing but its head is there yet.
      yield new Uint8Array();
      for await (const piece of response.body ?? []) {
        patience.renew();
        yield piece as Uint8Array;
      }
    } catch (failure) {
      throw patience.explain(failure);
    } finally {
      patience.end();
    }
  }

  private async init(call: Call, accept: string, patience: Patience): Promise<RequestInit> {
    const headers: Record<string, string> = { ...this.headers, Accept: accept };
    let body: BodyInit | undefined;
    if (call.form) {
      body = await call.form();
    } else if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json';
      body = JSON.stringify(call.body);
    }
    return { method: call.method, headers, signal: patience.signal, redirect: 'manual', ...(body === undefined ? {} : { body }) };
  }

  private async repeated<T>(call: Call, attempt: () => Promise<T>): Promise<T> {
    for (let tried = 0; ; tried++) {
      try {
        return await attempt();
      } catch (failure) {
        const seconds = failure instanceof DifyError ? this.pause(tried, call, failure) : undefined;
        if (seconds === undefined) throw failure;
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      }
    }
  }

  /** Seconds until the call may be sent again; undefined: it must not. */
  private pause(tried: number, call: Call, failure: DifyError): number | undefined {
    if (tried >= this.maxRetries || call.signal?.aborted || !canBeSentAgain(call, failure)) return undefined;
    const wished = failure instanceof APIError ? failure.retryAfter : undefined;
    if (wished !== undefined) return wished <= LONGEST_PAUSE ? wished : undefined;
    return Math.min(8, 0.5 * 2 ** tried) * (0.75 + Math.random() / 2);
  }
}

/** Ends a request during which nothing comes for too long, or which the caller has given up. */
class Patience {
  private readonly controller = new AbortController();
  private readonly giveUp = () => this.controller.abort();
  private timer: ReturnType<typeof setTimeout>;
  private exhausted = false;

  constructor(private readonly timeout: number, private readonly outer: AbortSignal | undefined) {
    this.timer = this.start();
    if (outer?.aborted) this.giveUp();
    outer?.addEventListener('abort', this.giveUp);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  renew(): void {
    clearTimeout(this.timer);
    this.timer = this.start();
  }

  end(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.giveUp);
    // Frees the connection of an answer that is not read to its end.
    this.controller.abort();
  }

  explain(failure: unknown): unknown {
    if (failure instanceof DifyError) return failure;
    if (this.exhausted) return new TimeoutExceeded('The service has been silent for too long', true, { cause: failure });
    if (this.outer?.aborted) return new TransportError('The call was given up', true, { cause: failure });
    const cause = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
    const code = String((cause as { code?: unknown } | undefined)?.code ?? '');
    return new TransportError(`No answer, or one that broke off: ${code} ${String(cause)}`, !NOT_SENT.has(code), { cause: failure });
  }

  private start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.exhausted = true;
      this.giveUp();
    }, this.timeout);
  }
}

function canBeSentAgain(call: Call, failure: DifyError): boolean {
  const repeatable = call.repeatable === true || REPEATABLE.has(call.method);
  if (failure instanceof TransportError) return !failure.sent || repeatable;
  return failure instanceof APIError && (REFUSED.has(failure.status) || (UNKNOWN_OUTCOME.has(failure.status) && repeatable));
}

function queryString(query: More): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(asSent(query))) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) pairs.append(name, String(one));
    }
  }
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

/** `conversationId` becomes `conversation_id`; what is inside of a value is the caller's own. */
export function asSent(parameters: More): More {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}

/** Puts ids into a path: path`/datasets/${id}`. */
export function path(parts: TemplateStringsArray, ...ids: string[]): string {
  return parts.reduce((whole, part, i) => {
    const id = ids[i - 1];
    if (!id) throw new TypeError(`An id in ${parts.join('{}')} is empty`);
    return whole + encodeURIComponent(id) + part;
  });
}
