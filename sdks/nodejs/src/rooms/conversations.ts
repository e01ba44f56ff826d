import { asSent, path, type Transport } from '../transport.js';
import type { Json, More, Page } from '../types.js';

export class Conversations {
  constructor(private readonly transport: Transport) {}

  /** The user's conversations, the last used first. */
  async list(query: More & { user: string; lastId?: string; limit?: number; sortBy?: string }): Promise<Page> {
    return await this.transport.get('/conversations', query);
  }

  /** All conversations of the user, page by page. */
  async *iterate({ user, limit = 100 }: { user: string; limit?: number }): AsyncGenerator<Json> {
    let lastId: string | undefined;
    for (;;) {
      const page = await this.list({ user, limit, sortBy: '-created_at', ...(lastId === undefined ? {} : { lastId }) });
      yield* page.data;
      lastId = page.data.at(-1)?.['id'];
      if (!page.has_more || lastId === undefined) return;
    }
  }

  /** The newest messages, or those before `firstId`; the oldest first. */
  async messages(conversationId: string, query: More & { user: string; firstId?: string; limit?: number }): Promise<Page> {
    return await this.transport.get(path`/conversations/${conversationId}/messages`, query);
  }

  /** Gives it this name, or lets the model find one (`autoGenerate`). */
  async rename(conversationId: string, change: { user: string; name?: string; autoGenerate?: boolean }): Promise<Json> {
    return await this.transport.post(path`/conversations/${conversationId}/name`, asSent(change));
  }

  async delete(conversationId: string, { user }: { user: string }): Promise<void> {
    await this.transport.bytes({ method: 'DELETE', path: path`/conversations/${conversationId}`, body: { user } });
  }

  /** What a chatflow remembers in this conversation. */
  async variables(conversationId: string, query: More & { user: string }): Promise<Page> {
    return await this.transport.get(path`/conversations/${conversationId}/variables`, query);
  }

  async updateVariable(conversationId: string, variableId: string, change: { value: unknown; user: string }): Promise<Json> {
    const place = path`/conversations/${conversationId}/variables/${variableId}`;
    return await this.transport.json({ method: 'PUT', path: place, body: change });
  }
}

export class Messages {
  constructor(private readonly transport: Transport) {}

  /** The newest messages, or those before `firstId`; the oldest first. */
  async list(query: More & { conversationId: string; user: string; firstId?: string; limit?: number }): Promise<Page> {
    return await this.transport.get('/messages', query);
  }

  /** All messages of a conversation, the newest first. */
  async *iterate(query: { conversationId: string; user: string; limit?: number }): AsyncGenerator<Json> {
    let firstId: string | undefined;
    for (;;) {
      const page = await this.list({ limit: 100, ...query, ...(firstId === undefined ? {} : { firstId }) });
      yield* [...page.data].reverse();
      firstId = page.data[0]?.['id'];
      if (!page.has_more || firstId === undefined) return;
    }
  }

  /** Says what the user thinks of an answer; `rating: null` takes it back. */
  async feedback(
    messageId: string,
    feedback: { user: string; rating: 'like' | 'dislike' | null; content?: string },
  ): Promise<void> {
    await this.transport.post(path`/messages/${messageId}/feedbacks`, feedback);
  }

  /** What the user may want to ask next. */
  async suggested(messageId: string, { user }: { user: string }): Promise<string[]> {
    return (await this.transport.get<{ data: string[] }>(path`/messages/${messageId}/suggested`, { user })).data;
  }
}
