import { form } from '../files.js';
import { asSent, path, type Transport } from '../transport.js';
import type { FileInput, UploadedFile } from '../types.js';

export class Files {
  constructor(private readonly transport: Transport) {}

  /** Uploads a file for this user; `asInput` puts it into a question. */
  async upload(file: FileInput, { user }: { user: string }): Promise<UploadedFile> {
    return await this.transport.json({ method: 'POST', path: '/files/upload', form: () => form(file, { user }) });
  }

  /** The content of a file that a message of this app refers to. */
  async preview(fileId: string, query: { user?: string; asAttachment?: boolean } = {}): Promise<Uint8Array> {
    return await this.transport.bytes({ method: 'GET', path: path`/files/${fileId}/preview`, query });
  }
}

export class Audio {
  constructor(private readonly transport: Transport) {}

  /** What is said in a recording. */
  async toText(file: FileInput, { user }: { user: string }): Promise<string> {
    const call = { method: 'POST', path: '/audio-to-text', form: () => form(file, { user }) };
    return (await this.transport.json<{ text: string }>(call)).text;
  }

  /** Speaks a text, or the answer of a message. */
  async fromText(wanted: { user: string; text?: string; messageId?: string; voice?: string }): Promise<Uint8Array> {
    return await this.transport.bytes({ method: 'POST', path: '/text-to-audio', body: asSent(wanted) });
  }
}
