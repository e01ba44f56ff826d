"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Audio = exports.Files = void 0;
const files_js_1 = require("../files.js");
const transport_js_1 = require("../transport.js");
class Files {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** Uploads a file for this user; `asInput` puts it into a question. */
    async upload(file, { user }) {
        return await this.transport.json({ method: 'POST', path: '/files/upload', form: () => (0, files_js_1.form)(file, { user }) });
    }
    /** The content of a file that a message of this app refers to. */
    async preview(fileId, query = {}) {
        return await this.transport.bytes({ method: 'GET', path: (0, transport_js_1.path) `/files/${fileId}/preview`, query });
    }
}
exports.Files = Files;
class Audio {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** What is said in a recording. */
    async toText(file, { user }) {
        const call = { method: 'POST', path: '/audio-to-text', form: () => (0, files_js_1.form)(file, { user }) };
        return (await this.transport.json(call)).text;
    }
    /** Speaks a text, or the answer of a message. */
    async fromText(wanted) {
        return await this.transport.bytes({ method: 'POST', path: '/text-to-audio', body: (0, transport_js_1.asSent)(wanted) });
    }
}
exports.Audio = Audio;
