import { asSent, path, type Transport } from '../transport.js';
import type { Dataset, Json, More, Page, Retrieval } from '../types.js';

/** Goes through numbered pages. */
export async function* pages<T>(list: (page: number) => Promise<Page<T>>): AsyncGenerator<T> {
  for (let number = 1; ; number++) {
    const page = await list(number);
    yield* page.data;
    if (!page.has_more) return;
  }
}

/** Knowledge. These calls need a dataset key. */
export class Datasets {
  constructor(private readonly transport: Transport) {}

  async list(query: More & { page?: number; limit?: number; keyword?: string; tagIds?: string[] } = {}): Promise<Page<Dataset>> {
    return await this.transport.get('/datasets', query);
  }

  iterate(query: { keyword?: string; limit?: number } = {}): AsyncGenerator<Dataset> {
    return pages((page) => this.list({ limit: 100, ...query, page }));
  }

  async create(dataset: More & { name: string; indexingTechnique?: string }): Promise<Dataset> {
    return await this.transport.post('/datasets', asSent(dataset));
  }

  async get(datasetId: string): Promise<Dataset> {
    return await this.transport.get(path`/datasets/${datasetId}`);
  }

  async update(datasetId: string, changes: More): Promise<Dataset> {
    return await this.transport.json({ method: 'PATCH', path: path`/datasets/${datasetId}`, body: asSent(changes) });
  }

  async delete(datasetId: string): Promise<void> {
    await this.transport.bytes({ method: 'DELETE', path: path`/datasets/${datasetId}` });
  }

  /** Searches the dataset. */
  async retrieve(datasetId: string, search: More & { query: string; retrievalModel?: More }): Promise<Retrieval> {
    return await this.transport.post(path`/datasets/${datasetId}/retrieve`, asSent(search), true);
  }
}

/** The tags of datasets. */
export class Tags {
  constructor(private readonly transport: Transport) {}

  async list(): Promise<Json[]> {
    return await this.transport.get('/datasets/tags');
  }

  async create(tag: { name: string }): Promise<Json> {
    return await this.transport.post('/datasets/tags', tag);
  }

  async rename(tagId: string, { name }: { name: string }): Promise<Json> {
    return await this.transport.json({ method: 'PATCH', path: '/datasets/tags', body: { tag_id: tagId, name } });
  }

  async delete(tagId: string): Promise<void> {
    await this.transport.bytes({ method: 'DELETE', path: '/datasets/tags', body: { tag_id: tagId } });
  }

  async bind({ tagIds, datasetId }: { tagIds: string[]; datasetId: string }): Promise<void> {
    await this.transport.post('/datasets/tags/binding', { tag_ids: tagIds, target_id: datasetId });
  }

  async unbind({ tagId, datasetId }: { tagId: string; datasetId: string }): Promise<void> {
    await this.transport.post('/datasets/tags/unbinding', { tag_id: tagId, target_id: datasetId });
  }

  async of(datasetId: string): Promise<Json[]> {
    return (await this.transport.get<{ data: Json[] }>(path`/datasets/${datasetId}/tags`)).data;
  }
}

/** The fields by which documents are described and filtered. */
export class MetadataFields {
  constructor(private readonly transport: Transport) {}

  async list(datasetId: string): Promise<Json> {
    return await this.transport.get(path`/datasets/${datasetId}/metadata`);
  }

  async create(datasetId: string, field: { type: 'string' | 'number' | 'time'; name: string }): Promise<Json> {
    return await this.transport.post(path`/datasets/${datasetId}/metadata`, field);
  }

  async rename(datasetId: string, metadataId: string, { name }: { name: string }): Promise<Json> {
    const place = path`/datasets/${datasetId}/metadata/${metadataId}`;
    return await this.transport.json({ method: 'PATCH', path: place, body: { name } });
  }

  async delete(datasetId: string, metadataId: string): Promise<void> {
    await this.transport.bytes({ method: 'DELETE', path: path`/datasets/${datasetId}/metadata/${metadataId}` });
  }

  async builtIn(datasetId: string): Promise<Json> {
    return await this.transport.get(path`/datasets/${datasetId}/metadata/built-in`);
  }

  async switchBuiltIn(datasetId: string, { enabled }: { enabled: boolean }): Promise<void> {
    await this.transport.post(path`/datasets/${datasetId}/metadata/built-in/${enabled ? 'enable' : 'disable'}`, {}, true);
  }

  /** Sets values: `[{document_id, metadata_list: [{id, name, value}]}]`. */
  async assign(datasetId: string, operationData: Json[]): Promise<void> {
    await this.transport.post(path`/datasets/${datasetId}/documents/metadata`, { operation_data: operationData });
  }
}

export class Models {
  constructor(private readonly transport: Transport) {}

  /** The usable models of a type: llm, text-embedding, rerank, tts, speech2text, moderation. */
  async list(type = 'text-embedding'): Promise<Json[]> {
    return (await this.transport.get<{ data: Json[] }>(path`/workspaces/current/models/model-types/${type}`)).data;
  }
}
