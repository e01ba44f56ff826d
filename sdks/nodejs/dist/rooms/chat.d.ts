import { DifyStream } from '../stream.js';
import { type Transport } from '../transport.js';
import type { Answer, FileRef, More } from '../types.js';
export interface Question extends More {
    query: string;
    user: string;
    inputs?: More;
    conversationId?: string;
    conversation_id?: string;
    files?: FileRef[];
    autoGenerateName?: boolean;
}
export interface CompletionRequest extends More {
    user: string;
    inputs?: More;
    query?: string;
    files?: FileRef[];
}
/** Questions to an app, whose address is told by its kind. */
declare class Questions<Q extends More> {
    private readonly transport;
    private readonly place;
    constructor(transport: Transport, place: string);
    /** Asks and waits for the whole answer. Agents answer as streams only. */
    create(question: Q): Promise<Answer>;
    /** Asks and gives the answer piece by piece. */
    createStream(question: Q): DifyStream;
    /** Ends a streamed answer; what was said until then is kept. */
    stop(taskId: string, { user }: {
        user: string;
    }): Promise<void>;
}
/** Chat apps, agents and chatflows. */
export declare class Chat extends Questions<Question> {
    constructor(transport: Transport);
}
export declare class Completion extends Questions<CompletionRequest> {
    constructor(transport: Transport);
}
export {};
