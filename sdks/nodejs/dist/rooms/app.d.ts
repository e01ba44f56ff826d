import { type Transport } from '../transport.js';
import type { Json, Page } from '../types.js';
/** The app itself: what it is called, its form, what is thought of it. */
export declare class App {
    private readonly transport;
    constructor(transport: Transport);
    info(): Promise<Json>;
    /** The app's form, features and limits. */
    parameters(): Promise<Json>;
    meta(): Promise<Json>;
    site(): Promise<Json>;
    /** What users think of the app's answers. */
    feedbacks(query?: {
        page?: number;
        limit?: number;
    }): Promise<Page>;
    endUser(endUserId: string): Promise<Json>;
}
/** Questions whose answers are given as written, without the model. */
export declare class Annotations {
    private readonly transport;
    constructor(transport: Transport);
    list(query?: {
        page?: number;
        limit?: number;
        keyword?: string;
    }): Promise<Page>;
    create(annotation: {
        question: string;
        answer: string;
    }): Promise<Json>;
    update(annotationId: string, annotation: {
        question: string;
        answer: string;
    }): Promise<Json>;
    delete(annotationId: string): Promise<void>;
    /** Lets the app answer from its annotations; `replyStatus` says when that is prepared. */
    enableReply(settings: {
        scoreThreshold: number;
        embeddingProviderName: string;
        embeddingModelName: string;
    }): Promise<Json>;
    disableReply(): Promise<Json>;
    replyStatus(action: 'enable' | 'disable', jobId: string): Promise<Json>;
}
