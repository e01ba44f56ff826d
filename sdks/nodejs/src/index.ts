export { DifyClient } from './client.js';
export * from './errors.js';
export { DifyStream, type StreamEvents } from './stream.js';
export type { Options } from './transport.js';
export * from './types.js';
export type { CompletionRequest, Question } from './rooms/chat.js';
export type { DocumentSettings } from './rooms/documents.js';
export type { RunRequest } from './rooms/workflows.js';
