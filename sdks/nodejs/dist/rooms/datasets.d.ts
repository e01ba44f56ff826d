import { type Transport } from '../transport.js';
import type { Dataset, Json, More, Page, Retrieval } from '../types.js';
/** Goes through numbered pages. */
export declare function pages<T>(list: (page: number) => Promise<Page<T>>): AsyncGenerator<T>;
/** Knowledge. These calls need a dataset key. */
export declare class Datasets {
    private readonly transport;
    constructor(transport: Transport);
    list(query?: More & {
        page?: number;
        limit?: number;
        keyword?: string;
        tagIds?: string[];
    }): Promise<Page<Dataset>>;
    iterate(query?: {
        keyword?: string;
        limit?: number;
    }): AsyncGenerator<Dataset>;
    create(dataset: More & {
        name: string;
        indexingTechnique?: string;
    }): Promise<Dataset>;
    get(datasetId: string): Promise<Dataset>;
    update(datasetId: string, changes: More): Promise<Dataset>;
    delete(datasetId: string): Promise<void>;
    /** Searches the dataset. */
    retrieve(datasetId: string, search: More & {
        query: string;
        retrievalModel?: More;
    }): Promise<Retrieval>;
}
/** The tags of datasets. */
export declare class Tags {
    private readonly transport;
    constructor(transport: Transport);
    list(): Promise<Json[]>;
    create(tag: {
        name: string;
    }): Promise<Json>;
    rename(tagId: string, { name }: {
        name: string;
    }): Promise<Json>;
    delete(tagId: string): Promise<void>;
    bind({ tagIds, datasetId }: {
        tagIds: string[];
        datasetId: string;
    }): Promise<void>;
    unbind({ tagId, datasetId }: {
        tagId: string;
        datasetId: string;
    }): Promise<void>;
    of(datasetId: string): Promise<Json[]>;
}
/** The fields by which documents are described and filtered. */
export declare class MetadataFields {
    private readonly transport;
    constructor(transport: Transport);
    list(datasetId: string): Promise<Json>;
    create(datasetId: string, field: {
        type: 'string' | 'number' | 'time';
        name: string;
    }): Promise<Json>;
    rename(datasetId: string, metadataId: string, { name }: {
        name: string;
    }): Promise<Json>;
    delete(datasetId: string, metadataId: string): Promise<void>;
    builtIn(datasetId: string): Promise<Json>;
    switchBuiltIn(datasetId: string, { enabled }: {
        enabled: boolean;
    }): Promise<void>;
    /** Sets values: `[{document_id, metadata_list: [{id, name, value}]}]`. */
    assign(datasetId: string, operationData: Json[]): Promise<void>;
}
export declare class Models {
    private readonly transport;
    constructor(transport: Transport);
    /** The usable models of a type: llm, text-embedding, rerank, tts, speech2text, moderation. */
    list(type?: string): Promise<Json[]>;
}
