import type { FileInput } from './types.js';
/** A form with one file and fields. */
export declare function form(file: FileInput, fields: Record<string, string>): Promise<FormData>;
