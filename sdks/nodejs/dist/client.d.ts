import { Annotations, App } from './rooms/app.js';
import { Chat, Completion } from './rooms/chat.js';
import { Conversations, Messages } from './rooms/conversations.js';
import { Datasets, MetadataFields, Models, Tags } from './rooms/datasets.js';
import { ChildChunks, Documents, Segments } from './rooms/documents.js';
import { Audio, Files } from './rooms/files.js';
import { HumanInput, Workflows } from './rooms/workflows.js';
import { type Options } from './transport.js';
import type { More } from './types.js';
/** Calls an app by its key (`app-...`), or the knowledge of a workspace by a dataset key (`dataset-...`). */
export declare class DifyClient {
    readonly chat: Chat;
    readonly completion: Completion;
    readonly workflows: Workflows;
    readonly humanInput: HumanInput;
    readonly conversations: Conversations;
    readonly messages: Messages;
    readonly files: Files;
    readonly audio: Audio;
    readonly app: App;
    readonly annotations: Annotations;
    readonly datasets: Datasets;
    readonly documents: Documents;
    readonly segments: Segments;
    readonly childChunks: ChildChunks;
    readonly tags: Tags;
    readonly metadata: MetadataFields;
    readonly models: Models;
    private readonly transport;
    /** The options may be the service's address alone, or hold the key as well. */
    constructor(apiKey?: string | (Options & {
        apiKey?: string;
    }), options?: string | Options);
    /** Any other call of the API, such as `request('GET', '/parameters')`; gives the JSON of the answer. */
    request<T = any>(method: string, path: string, { query, body }?: {
        query?: More;
        body?: unknown;
    }): Promise<T>;
}
