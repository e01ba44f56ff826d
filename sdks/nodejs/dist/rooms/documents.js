"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ChildChunks = exports.Segments = exports.Documents = void 0;
const errors_js_1 = require("../errors.js");
const files_js_1 = require("../files.js");
const transport_js_1 = require("../transport.js");
const datasets_js_1 = require("./datasets.js");
class Documents {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async list(datasetId, query = {}) {
        return await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}/documents`, query);
    }
    iterate(datasetId, query = {}) {
        return (0, datasets_js_1.pages)((page) => this.list(datasetId, { limit: 100, ...query, page }));
    }
    async get(datasetId, documentId, query = {}) {
        return await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}`, query);
    }
    /** Adds a text, which is indexed in the background: see `waitUntilIndexed`. */
    async createByText(datasetId, document) {
        return await this.transport.post((0, transport_js_1.path) `/datasets/${datasetId}/document/create-by-text`, settings(document));
    }
    /** Adds a file, which is indexed in the background: see `waitUntilIndexed`. */
    async createByFile(datasetId, file, document = {}) {
        return await this.upload((0, transport_js_1.path) `/datasets/${datasetId}/document/create-by-file`, file, settings(document));
    }
    async updateByText(datasetId, documentId, change) {
        return await this.transport.post((0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}/update-by-text`, (0, transport_js_1.asSent)(change));
    }
    async updateByFile(datasetId, documentId, file, change = {}) {
        return await this.upload((0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}/update-by-file`, file, (0, transport_js_1.asSent)(change));
    }
    async delete(datasetId, documentId) {
        await this.transport.bytes({ method: 'DELETE', path: (0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}` });
    }
    async indexingStatus(datasetId, batch) {
        const place = (0, transport_js_1.path) `/datasets/${datasetId}/documents/${batch}/indexing-status`;
        return (await this.transport.get(place)).data;
    }
    /** Waits until each document of the batch is indexed; one that fails, or takes too long (milliseconds), is thrown. */
    async waitUntilIndexed(datasetId, batch, { timeout = 600_000, interval = 1_000 } = {}) {
        const end = Date.now() + timeout;
        for (;;) {
            const documents = await this.indexingStatus(datasetId, batch);
            const failed = documents.find((each) => ['error', 'paused'].includes(each['indexing_status']));
            if (failed)
                throw new errors_js_1.DifyError(`Document ${failed['id']}: ${failed['indexing_status']}: ${failed['error']}`);
            if (documents.every((each) => each['indexing_status'] === 'completed'))
                return documents;
            if (Date.now() > end)
                throw new errors_js_1.DifyError(`Batch ${batch} was not indexed within ${timeout} ms`);
            await new Promise((resolve) => setTimeout(resolve, interval));
        }
    }
    async setStatus(datasetId, action, documentIds) {
        const place = (0, transport_js_1.path) `/datasets/${datasetId}/documents/status/${action}`;
        await this.transport.json({ method: 'PATCH', path: place, body: { document_ids: documentIds } });
    }
    /** Where the file can be had for some minutes, without a key. */
    async downloadUrl(datasetId, documentId) {
        return (await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}/download`)).url;
    }
    async downloadZip(datasetId, documentIds) {
        const place = (0, transport_js_1.path) `/datasets/${datasetId}/documents/download-zip`;
        return await this.transport.bytes({ method: 'POST', path: place, body: { document_ids: documentIds }, repeatable: true });
    }
    async upload(place, file, settings) {
        const data = JSON.stringify(settings);
        return await this.transport.json({ method: 'POST', path: place, form: () => (0, files_js_1.form)(file, { data }) });
    }
}
exports.Documents = Documents;
class Segments {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async list(datasetId, documentId, query = {}) {
        return await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}/segments`, query);
    }
    iterate(datasetId, documentId, query = {}) {
        return (0, datasets_js_1.pages)((page) => this.list(datasetId, documentId, { limit: 100, ...query, page }));
    }
    /** Adds segments: `[{content, answer, keywords}]`. */
    async create(datasetId, documentId, segments) {
        const place = (0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}/segments`;
        return (await this.transport.post(place, { segments })).data;
    }
    async get(datasetId, documentId, segmentId) {
        return (await this.transport.get(place(datasetId, documentId, segmentId))).data;
    }
    /** Changes content, answer, keywords or enabled. */
    async update(datasetId, documentId, segmentId, changes) {
        const body = { segment: (0, transport_js_1.asSent)(changes) };
        return (await this.transport.post(place(datasetId, documentId, segmentId), body)).data;
    }
    async delete(datasetId, documentId, segmentId) {
        await this.transport.bytes({ method: 'DELETE', path: place(datasetId, documentId, segmentId) });
    }
}
exports.Segments = Segments;
/** The pieces of a segment in datasets whose documents are hierarchical. */
class ChildChunks {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async list(datasetId, documentId, segmentId, query = {}) {
        return await this.transport.get(`${place(datasetId, documentId, segmentId)}/child_chunks`, query);
    }
    async create(datasetId, documentId, segmentId, { content }) {
        const chunks = `${place(datasetId, documentId, segmentId)}/child_chunks`;
        return (await this.transport.post(chunks, { content })).data;
    }
    async update(datasetId, documentId, segmentId, childChunkId, { content }) {
        const chunk = place(datasetId, documentId, segmentId) + (0, transport_js_1.path) `/child_chunks/${childChunkId}`;
        return (await this.transport.json({ method: 'PATCH', path: chunk, body: { content } })).data;
    }
    async delete(datasetId, documentId, segmentId, childChunkId) {
        const chunk = place(datasetId, documentId, segmentId) + (0, transport_js_1.path) `/child_chunks/${childChunkId}`;
        await this.transport.bytes({ method: 'DELETE', path: chunk });
    }
}
exports.ChildChunks = ChildChunks;
function settings(document) {
    return { indexing_technique: 'high_quality', process_rule: { mode: 'automatic' }, ...(0, transport_js_1.asSent)(document) };
}
function place(datasetId, documentId, segmentId) {
    return (0, transport_js_1.path) `/datasets/${datasetId}/documents/${documentId}/segments/${segmentId}`;
}
