import { Annotations, App } from './rooms/app.js';
import { Chat, Completion } from './rooms/chat.js';
import { Conversations, Messages } from './rooms/conversations.js';
import { Datasets, MetadataFields, Models, Tags } from './rooms/datasets.js';
import { ChildChunks, Documents, Segments } from './rooms/documents.js';
import { Audio, Files } from './rooms/files.js';
import { HumanInput, Workflows } from './rooms/workflows.js';
import { type Options, Transport } from './transport.js';
import type { More } from './types.js';

/** Calls an app by its key (`app-...`), or the knowledge of a workspace by a dataset key (`dataset-...`). */
export class DifyClient {
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
  private readonly transport: Transport;

  /** The options may be the service's address alone, or hold the key as well. */
  constructor(apiKey?: string | (Options & { apiKey?: string }), options: string | Options = {}) {
    const given = typeof apiKey === 'object' ? apiKey : { apiKey, ...(typeof options === 'string' ? { baseUrl: options } : options) };
    this.transport = new Transport(given.apiKey ?? process.env['DIFY_API_KEY'] ?? '', given);
    this.chat = new Chat(this.transport);
    this.completion = new Completion(this.transport);
    this.workflows = new Workflows(this.transport);
    this.humanInput = new HumanInput(this.transport);
    this.conversations = new Conversations(this.transport);
    this.messages = new Messages(this.transport);
    this.files = new Files(this.transport);
    this.audio = new Audio(this.transport);
    this.app = new App(this.transport);
    this.annotations = new Annotations(this.transport);
    this.datasets = new Datasets(this.transport);
    this.documents = new Documents(this.transport);
    this.segments = new Segments(this.transport);
    this.childChunks = new ChildChunks(this.transport);
    this.tags = new Tags(this.transport);
    this.metadata = new MetadataFields(this.transport);
    this.models = new Models(this.transport);
  }

  /** Any other call of the API, such as `request('GET', '/parameters')`; gives the JSON of the answer. */
  async request<T = any>(method: string, path: string, { query, body }: { query?: More; body?: unknown } = {}): Promise<T> {
    return await this.transport.json<T>({ method: method.toUpperCase(), path, body, ...(query ? { query } : {}) });
  }
}
