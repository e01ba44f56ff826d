/** A JSON object as the service sends it; what a newer service adds is there as well. */
export type Json = Record<string, any>;

/**
 * The parameters of a call. Names may be written as the API spells them (`conversation_id`) or as programs of this language do
 * (`conversationId`); others than those that are listed are passed on.
 */
export type More = Record<string, unknown>;

/** A path, bytes, a Blob, or a content with its name. */
export type FileInput =
  | string
  | Uint8Array
  | Blob
  | { name: string; content: Uint8Array | Blob | ArrayBuffer | string; type?: string };

/** A file of a question or an input. */
export type FileRef =
  | { type: string; transfer_method: 'remote_url'; url: string }
  | { type: string; transfer_method: 'local_file'; upload_file_id: string };

export interface Usage extends Json {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  total_price: string;
  currency: string;
  latency: number;
}

export interface Metadata extends Json {
  usage: Usage;
  retriever_resources?: Json[];
}

/** A whole answer of a chat or completion app. */
export interface Answer extends Json {
  task_id: string;
  id: string;
  message_id: string;
  /** Chat apps only. */
  conversation_id: string;
  mode: string;
  answer: string;
  metadata: Metadata;
  created_at: number;
}

/** One event of a stream. */
export interface Chunk extends Json {
  event: string;
  task_id?: string;
  message_id?: string;
  conversation_id?: string;
  workflow_run_id?: string;
  created_at?: number;
}

/** The next piece of an answer. */
export interface MessageChunk extends Chunk {
  answer: string;
}

/** The end of an answer, with what it has cost and which passages it names. */
export interface MessageEndChunk extends Chunk {
  metadata: Metadata;
}

/** An event of a workflow. */
export interface WorkflowChunk extends Chunk {
  data: Json;
}

/** How a workflow has ended. A failed run is an answer as well: look at `data.status`. */
export interface WorkflowResult extends Json {
  workflow_run_id: string;
  task_id: string;
  data: Json & {
    id: string;
    workflow_id: string;
    status: string;
    outputs: Json | null;
    error: string | null;
    elapsed_time: number;
    total_tokens: number;
    total_steps: number;
  };
}

/** One page of a list; `iterate` of the same room goes on to the next by itself. */
export interface Page<T = Json> extends Json {
  data: T[];
  has_more: boolean;
  limit: number;
}

export interface UploadedFile extends Json {
  id: string;
  name: string;
  size: number;
  extension: string;
  mime_type: string;
  created_at: number;
}

export interface Dataset extends Json {
  id: string;
  name: string;
  description: string | null;
  indexing_technique: string | null;
}

export interface Document extends Json {
  id: string;
  name: string;
  indexing_status: string;
  enabled: boolean;
}

/** A document that is being indexed, and the batch by which one asks how far it is. */
export interface AddedDocument extends Json {
  document: Document;
  batch: string;
}

export interface Segment extends Json {
  id: string;
  document_id: string;
  position: number;
  content: string;
  answer: string | null;
  keywords: string[] | null;
  enabled: boolean;
}

/** What a dataset has found. */
export interface Retrieval extends Json {
  records: Array<Json & { segment: Segment; score: number | null }>;
}

/** Puts an uploaded file into a question. */
export function asInput(file: { id: string }, type: string): FileRef {
  return { type, transfer_method: 'local_file', upload_file_id: file.id };
}
