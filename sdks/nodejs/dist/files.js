"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.form = form;
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const TYPES = {
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
async function form(file, fields) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
        form.append(name, value);
    const { name, blob } = await opened(file);
    form.append('file', blob, name);
    return form;
}
async function opened(file) {
    if (typeof file === 'string') {
        return named((0, node_path_1.basename)(file), await (0, promises_1.readFile)(file));
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
function named(name, content, type) {
    const known = type ?? TYPES[(0, node_path_1.extname)(name).toLowerCase()] ?? 'application/octet-stream';
    return { name, blob: new Blob([content], { type: known }) };
}
