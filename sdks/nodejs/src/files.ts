import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import type { FileInput } from './types.js';

const TYPES: Record<string, string> = {
  '.csv': 'text/csv',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.m4a': 'audio/mp4',
  '.md': 'text/markdown',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.wav': 'audio/wav',
  '.webp': 'image/webp',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A form with one file and fields. */
export async function form(file: FileInput, fields: Record<string, string>): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const { name, blob } = await opened(file);
  form.append('file', blob, name);
  return form;
}

async function opened(file: FileInput): Promise<{ name: string; blob: Blob }> {
  if (typeof file === 'string') {
    return named(basename(file), await readFile(file));
  }
  if (file instanceof Blob) {
    return { name: 'name' in file ? String(file.name) : 'file', blob: file };
  }
  if (file instanceof Uint8Array) {
    return named('file', file);
  }
  return file.content instanceof Blob && file.type === undefined
    ? { name: file.name, blob: file.content }
    : named(file.name, file.content, file.type);
}

function named(name: string, content: Uint8Array | Blob | ArrayBuffer | string, type?: string): { name: string; blob: Blob } {
  const known = type ?? TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
  return { name, blob: new Blob([content as BlobPart], { type: known }) };
}
