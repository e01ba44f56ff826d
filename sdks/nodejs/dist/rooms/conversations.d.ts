import { type Transport } from '../transport.js';
import type { Json, More, Page } from '../types.js';
export declare class Conversations {
    private readonly transport;
    constructor(transport: Transport);
    /** The user's conversations, the last used first. */
    list(query: More & {
        user: string;
        lastId?: string;
        limit?: number;
        sortBy?: string;
    }): Promise<Page>;
    /** All conversations of the user, page by page. */
    iterate({ user, limit }: {
        user: string;
        limit?: number;
    }): AsyncGenerator<Json>;
    /** The newest messages, or those before `firstId`; the oldest first. */
    messages(conversationId: string, query: More & {
        user: string;
        firstId?: string;
        limit?: number;
    }): Promise<Page>;
    /** Gives it this name, or lets the model find one (`autoGenerate`). */
    rename(conversationId: string, change: {
        user: string;
        name?: string;
        autoGenerate?: boolean;
    }): Promise<Json>;
    delete(conversationId: string, { user }: {
        user: string;
    }): Promise<void>;
    /** What a chatflow remembers in this conversation. */
    variables(conversationId: string, query: More & {
        user: string;
    }): Promise<Page>;
    updateVariable(conversationId: string, variableId: string, change: {
        value: unknown;
        user: string;
    }): Promise<Json>;
}
export declare class Messages {
    private readonly transport;
    constructor(transport: Transport);
    /** The newest messages, or those before `firstId`; the oldest first. */
    list(query: More & {
        conversationId: string;
        user: string;
        firstId?: string;
        limit?: number;
    }): Promise<Page>;
    /** All messages of a conversation, the newest first. */
    iterate(query: {
        conversationId: string;
        user: string;
        limit?: number;
    }): AsyncGenerator<Json>;
    /** Says what the user thinks of an answer; `rating: null` takes it back. */
    feedback(messageId: string, feedback: {
        user: string;
        rating: 'like' | 'dislike' | null;
        content?: string;
    }): Promise<void>;
    /** What the user may want to ask next. */
    suggested(messageId: string, { user }: {
        user: string;
    }): Promise<string[]>;
}
