import { DifyError } from '../errors.js';
import { form } from '../files.js';
import { asSent, path, type Transport } from '../transport.js';
import type { AddedDocument, Document, FileInput, Json, More, Page, Segment } from '../types.js';
import { pages } from './datasets.js';

export interface DocumentSettings extends More {
  /** high_quality (the default here) or economy. */
  indexingTechnique?: string;
  processRule?: More;
  docForm?: string;
  docLanguage?: string;
}

export class Documents {
  constructor(private readonly transport: Transport) {}

  async list(
    datasetId: string,
    query: More & { page?: number; limit?: number; keyword?: string; status?: string } = {},
  ): Promise<Page<Document>> {
    return await this.transport.get(path`/datasets/${datasetId}/documents`, query);
  }

  iterate(datasetId: string, query: { keyword?: string; limit?: number } = {}): AsyncGenerator<Document> {
    return pages((page) => this.list(datasetId, { limit: 100, ...query, page }));
  }

  async get(datasetId: string, documentId: string, query: { metadata?: string } = {}): Promise<Document> {
    return await this.transport.get(path`/datasets/${datasetId}/documents/${documentId}`, query);
  }

  /** Adds a text, which is indexed in the background: see `waitUntilIndexed`. */
  async createByText(datasetId: string, document: DocumentSettings & { name: string; text: string }): Promise<AddedDocument> {
    return await this.transport.post(path`/datasets/${datasetId}/document/create-by-text`, settings(document));
  }

  /** Adds a file, which is indexed in the background: see `waitUntilIndexed`. */
  async createByFile(datasetId: string, file: FileInput, document: DocumentSettings = {}): Promise<AddedDocument> {
    return await this.upload(path`/datasets/${datasetId}/document/create-by-file`, file, settings(document));
  }

  async updateByText(
    datasetId: string,
    documentId: string,
    change: DocumentSettings & { name?: string; text?: string },
  ): Promise<AddedDocument> {
    return await this.transport.post(path`/datasets/${datasetId}/documents/${documentId}/update-by-text`, asSent(change));
  }

  async updateByFile(datasetId: string, documentId: string, file: FileInput, change: More = {}): Promise<AddedDocument> {
    return await this.upload(path`/datasets/${datasetId}/documents/${documentId}/update-by-file`, file, asSent(change));
  }

  async delete(datasetId: string, documentId: string): Promise<void> {
    await this.transport.bytes({ method: 'DELETE', path: path`/datasets/${datasetId}/documents/${documentId}` });
  }

  async indexingStatus(datasetId: string, batch: string): Promise<Json[]> {
    const place = path`/datasets/${datasetId}/documents/${batch}/indexing-status`;
    return (await this.transport.get<{ data: Json[] }>(place)).data;
  }

  /** Waits until each document of the batch is indexed; one that fails, or takes too long (milliseconds), is thrown. */
  async waitUntilIndexed(
    datasetId: string,
    batch: string,
    { timeout = 600_000, interval = 1_000 }: { timeout?: number; interval?: number } = {},
  ): Promise<Json[]> {
    const end = Date.now() + timeout;
    for (;;) {
      const documents = await this.indexingStatus(datasetId, batch);
      const failed = documents.find((each) => ['error', 'paused'].includes(each['indexing_status']));
      if (failed) throw new DifyError(`Document ${failed['id']}: ${failed['indexing_status']}: ${failed['error']}`);
      if (documents.every((each) => each['indexing_status'] === 'completed')) return documents;
      if (Date.now() > end) throw new DifyError(`Batch ${batch} was not indexed within ${timeout} ms`);
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
  }

  async setStatus(
    datasetId: string,
    action: 'enable' | 'disable' | 'archive' | 'un_archive',
    documentIds: string[],
  ): Promise<void> {
    const place = path`/datasets/${datasetId}/documents/status/${action}`;
    await this.transport.json({ method: 'PATCH', path: place, body: { document_ids: documentIds } });
  }

  /** Where the file can be had for some minutes, without a key. */
  async downloadUrl(datasetId: string, documentId: string): Promise<string> {
    return (await this.transport.get<{ url: string }>(path`/datasets/${datasetId}/documents/${documentId}/download`)).url;
  }

  async downloadZip(datasetId: string, documentIds: string[]): Promise<Uint8Array> {
    const place = path`/datasets/${datasetId}/documents/download-zip`;
    return await this.transport.bytes({ method: 'POST', path: place, body: { document_ids: documentIds }, repeatable: true });
  }

  private async upload(place: string, file: FileInput, settings: More): Promise<AddedDocument> {
    const data = JSON.stringify(settings);
    return await this.transport.json({ method: 'POST', path: place, form: () => form(file, { data }) });
  }
}

export class Segments {
  constructor(private readonly transport: Transport) {}

  async list(
    datasetId: string,
    documentId: string,
    query: More & { page?: number; limit?: number; keyword?: string; status?: string[] } = {},
  ): Promise<Page<Segment>> {
    return await this.transport.get(path`/datasets/${datasetId}/documents/${documentId}/segments`, query);
  }

  iterate(datasetId: string, documentId: string, query: { limit?: number } = {}): AsyncGenerator<Segment> {
    return pages((page) => this.list(datasetId, documentId, { limit: 100, ...query, page }));
  }

  /** Adds segments: `[{content, answer, keywords}]`. */
  async create(datasetId: string, documentId: string, segments: Json[]): Promise<Segment[]> {
    const place = path`/datasets/${datasetId}/documents/${documentId}/segments`;
    return (await this.transport.post<{ data: Segment[] }>(place, { segments })).data;
  }

  async get(datasetId: string, documentId: string, segmentId: string): Promise<Segment> {
    return (await this.transport.get<{ data: Segment }>(place(datasetId, documentId, segmentId))).data;
  }

  /** Changes content, answer, keywords or enabled. */
  async update(datasetId: string, documentId: string, segmentId: string, changes: More): Promise<Segment> {
    const body = { segment: asSent(changes) };
    return (await this.transport.post<{ data: Segment }>(place(datasetId, documentId, segmentId), body)).data;
  }

  async delete(datasetId: string, documentId: string, segmentId: string): Promise<void> {
    await this.transport.bytes({ method: 'DELETE', path: place(datasetId, documentId, segmentId) });
  }
}

/** The pieces of a segment in datasets whose documents are hierarchical. */
export class ChildChunks {
  constructor(private readonly transport: Transport) {}

  async list(datasetId: string, documentId: string, segmentId: string, query: More = {}): Promise<Page> {
    return await this.transport.get(`${place(datasetId, documentId, segmentId)}/child_chunks`, query);
  }

  async create(datasetId: string, documentId: string, segmentId: string, { content }: { content: string }): Promise<Json> {
    const chunks = `${place(datasetId, documentId, segmentId)}/child_chunks`;
    return (await this.transport.post<{ data: Json }>(chunks, { content })).data;
  }

  async update(
    datasetId: string,
    documentId: string,
    segmentId: string,
    childChunkId: string,
    { content }: { content: string },
  ): Promise<Json> {
    const chunk = place(datasetId, documentId, segmentId) + path`/child_chunks/${childChunkId}`;
    return (await this.transport.json<{ data: Json }>({ method: 'PATCH', path: chunk, body: { content } })).data;
  }

  async delete(datasetId: string, documentId: string, segmentId: string, childChunkId: string): Promise<void> {
    const chunk = place(datasetId, documentId, segmentId) + path`/child_chunks/${childChunkId}`;
    await this.transport.bytes({ method: 'DELETE', path: chunk });
  }
}

function settings(document: DocumentSettings): More {
  return { indexing_technique: 'high_quality', process_rule: { mode: 'automatic' }, ...asSent(document) };
}

function place(datasetId: string, documentId: string, segmentId: string): string {
  return path`/datasets/${datasetId}/documents/${documentId}/segments/${segmentId}`;
}
