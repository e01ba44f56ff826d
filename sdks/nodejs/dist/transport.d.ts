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
/** Sends calls, again where that is safe. */
export declare class Transport {
    private readonly apiKey;
    private readonly options;
    private readonly base;
    private readonly headers;
    private readonly timeout;
    private readonly maxRetries;
    constructor(apiKey: string, options: Options);
    with(changed: Options): Transport;
    /** The JSON of the answer; an answer without a body is an empty object. */
    json<T>(call: Call): Promise<T>;
    get<T>(path: string, query?: More): Promise<T>;
    post<T>(path: string, body: unknown, repeatable?: boolean): Promise<T>;
    /** The body of the answer. */
    bytes(call: Call, accept?: string): Promise<Uint8Array>;
    /** The body of the answer as it comes. What has begun is not repeated. */
    events(call: Call): AsyncGenerator<Uint8Array>;
    /** One attempt. */
    private pieces;
    private init;
    private repeated;
    /** Seconds until the call may be sent again; undefined: it must not. */
    private pause;
}
/** `conversationId` becomes `conversation_id`; what is inside of a value is the caller's own. */
export declare function asSent(parameters: More): More;
/** Puts ids into a path: path`/datasets/${id}`. */
export declare function path(parts: TemplateStringsArray, ...ids: string[]): string;
