import { type Transport } from '../transport.js';
import type { FileInput, UploadedFile } from '../types.js';
export declare class Files {
    private readonly transport;
    constructor(transport: Transport);
    /** Uploads a file for this user; `asInput` puts it into a question. */
    upload(file: FileInput, { user }: {
        user: string;
    }): Promise<UploadedFile>;
    /** The content of a file that a message of this app refers to. */
    preview(fileId: string, query?: {
        user?: string;
        asAttachment?: boolean;
    }): Promise<Uint8Array>;
}
export declare class Audio {
    private readonly transport;
    constructor(transport: Transport);
    /** What is said in a recording. */
    toText(file: FileInput, { user }: {
        user: string;
    }): Promise<string>;
    /** Speaks a text, or the answer of a message. */
    fromText(wanted: {
        user: string;
        text?: string;
        messageId?: string;
        voice?: string;
    }): Promise<Uint8Array>;
}
