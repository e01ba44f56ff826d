import { type Transport } from '../transport.js';
import type { AddedDocument, Document, FileInput, Json, More, Page, Segment } from '../types.js';
export interface DocumentSettings extends More {
    /** high_quality (the default here) or economy. */
    indexingTechnique?: string;
    processRule?: More;
    docForm?: string;
    docLanguage?: string;
}
export declare class Documents {
    private readonly transport;
    constructor(transport: Transport);
    list(datasetId: string, query?: More & {
        page?: number;
        limit?: number;
        keyword?: string;
        status?: string;
    }): Promise<Page<Document>>;
    iterate(datasetId: string, query?: {
        keyword?: string;
        limit?: number;
    }): AsyncGenerator<Document>;
    get(datasetId: string, documentId: string, query?: {
        metadata?: string;
    }): Promise<Document>;
    /** Adds a text, which is indexed in the background: see `waitUntilIndexed`. */
    createByText(datasetId: string, document: DocumentSettings & {
        name: string;
        text: string;
    }): Promise<AddedDocument>;
    /** Adds a file, which is indexed in the background: see `waitUntilIndexed`. */
    createByFile(datasetId: string, file: FileInput, document?: DocumentSettings): Promise<AddedDocument>;
    updateByText(datasetId: string, documentId: string, change: DocumentSettings & {
        name?: string;
        text?: string;
    }): Promise<AddedDocument>;
    updateByFile(datasetId: string, documentId: string, file: FileInput, change?: More): Promise<AddedDocument>;
    delete(datasetId: string, documentId: string): Promise<void>;
    indexingStatus(datasetId: string, batch: string): Promise<Json[]>;
    /** Waits until each document of the batch is indexed; one that fails, or takes too long (milliseconds), is thrown. */
    waitUntilIndexed(datasetId: string, batch: string, { timeout, interval }?: {
        timeout?: number;
        interval?: number;
    }): Promise<Json[]>;
    setStatus(datasetId: string, action: 'enable' | 'disable' | 'archive' | 'un_archive', documentIds: string[]): Promise<void>;
    /** Where the file can be had for some minutes, without a key. */
    downloadUrl(datasetId: string, documentId: string): Promise<string>;
    downloadZip(datasetId: string, documentIds: string[]): Promise<Uint8Array>;
    private upload;
}
export declare class Segments {
    private readonly transport;
    constructor(transport: Transport);
    list(datasetId: string, documentId: string, query?: More & {
        page?: number;
        limit?: number;
        keyword?: string;
        status?: string[];
    }): Promise<Page<Segment>>;
    iterate(datasetId: string, documentId: string, query?: {
        limit?: number;
    }): AsyncGenerator<Segment>;
    /** Adds segments: `[{content, answer, keywords}]`. */
    create(datasetId: string, documentId: string, segments: Json[]): Promise<Segment[]>;
    get(datasetId: string, documentId: string, segmentId: string): Promise<Segment>;
    /** Changes content, answer, keywords or enabled. */
    update(datasetId: string, documentId: string, segmentId: string, changes: More): Promise<Segment>;
    delete(datasetId: string, documentId: string, segmentId: string): Promise<void>;
}
/** The pieces of a segment in datasets whose documents are hierarchical. */
export declare class ChildChunks {
    private readonly transport;
    constructor(transport: Transport);
    list(datasetId: string, documentId: string, segmentId: string, query?: More): Promise<Page>;
    create(datasetId: string, documentId: string, segmentId: string, { content }: {
        content: string;
    }): Promise<Json>;
    update(datasetId: string, documentId: string, segmentId: string, childChunkId: string, { content }: {
        content: string;
    }): Promise<Json>;
    delete(datasetId: string, documentId: string, segmentId: string, childChunkId: string): Promise<void>;
}
