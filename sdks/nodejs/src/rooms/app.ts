import { asSent, path, type Transport } from '../transport.js';
import type { Json, Page } from '../types.js';

/** The app itself: what it is called, its form, what is thought of it. */
export class App {
  constructor(private readonly transport: Transport) {}

  async info(): Promise<Json> {
    return await this.transport.get('/info');
  }

  /** The app's form, features and limits. */
  async parameters(): Promise<Json> {
    return await this.transport.get('/parameters');
  }

  async meta(): Promise<Json> {
    return await this.transport.get('/meta');
  }

  async site(): Promise<Json> {
    return await this.transport.get('/site');
  }

  /** What users think of the app's answers. */
  async feedbacks(query: { page?: number; limit?: number } = {}): Promise<Page> {
    return await this.transport.get('/app/feedbacks', query);
  }

  async endUser(endUserId: string): Promise<Json> {
    return await this.transport.get(path`/end-users/${endUserId}`);
  }
}

/** Questions whose answers are given as written, without the model. */
export class Annotations {
  constructor(private readonly transport: Transport) {}

  async list(query: { page?: number; limit?: number; keyword?: string } = {}): Promise<Page> {
    return await this.transport.get('/apps/annotations', query);
  }

  async create(annotation: { question: string; answer: string }): Promise<Json> {
    return await this.transport.post('/apps/annotations', annotation);
  }

  async update(annotationId: string, annotation: { question: string; answer: string }): Promise<Json> {
    return await this.transport.json({ method: 'PUT', path: path`/apps/annotations/${annotationId}`, body: annotation });
  }

  async delete(annotationId: string): Promise<void> {
    await this.transport.bytes({ method: 'DELETE', path: path`/apps/annotations/${annotationId}` });
  }

  /** Lets the app answer from its annotations; `replyStatus` says when that is prepared. */
  async enableReply(settings: {
    scoreThreshold: number;
    embeddingProviderName: string;
    embeddingModelName: string;
  }): Promise<Json> {
    return await this.transport.post('/apps/annotation-reply/enable', asSent(settings));
  }

  async disableReply(): Promise<Json> {
    return await this.transport.post('/apps/annotation-reply/disable', {});
  }

  async replyStatus(action: 'enable' | 'disable', jobId: string): Promise<Json> {
    return await this.transport.get(path`/apps/annotation-reply/${action}/status/${jobId}`);
  }
}
