"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Models = exports.MetadataFields = exports.Tags = exports.Datasets = void 0;
exports.pages = pages;
const transport_js_1 = require("../transport.js");
/** Goes through numbered pages. */
async function* pages(list) {
    for (let number = 1;; number++) {
        const page = await list(number);
        yield* page.data;
        if (!page.has_more)
            return;
    }
}
/** Knowledge. These calls need a dataset key. */
class Datasets {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async list(query = {}) {
        return await this.transport.get('/datasets', query);
    }
    iterate(query = {}) {
        return pages((page) => this.list({ limit: 100, ...query, page }));
    }
    async create(dataset) {
        return await this.transport.post('/datasets', (0, transport_js_1.asSent)(dataset));
    }
    async get(datasetId) {
        return await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}`);
    }
    async update(datasetId, changes) {
        return await this.transport.json({ method: 'PATCH', path: (0, transport_js_1.path) `/datasets/${datasetId}`, body: (0, transport_js_1.asSent)(changes) });
    }
    async delete(datasetId) {
        await this.transport.bytes({ method: 'DELETE', path: (0, transport_js_1.path) `/datasets/${datasetId}` });
    }
    /** Searches the dataset. */
    async retrieve(datasetId, search) {
        return await this.transport.post((0, transport_js_1.path) `/datasets/${datasetId}/retrieve`, (0, transport_js_1.asSent)(search), true);
    }
}
exports.Datasets = Datasets;
/** The tags of datasets. */
class Tags {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async list() {
        return await this.transport.get('/datasets/tags');
    }
    async create(tag) {
        return await this.transport.post('/datasets/tags', tag);
    }
    async rename(tagId, { name }) {
        return await this.transport.json({ method: 'PATCH', path: '/datasets/tags', body: { tag_id: tagId, name } });
    }
    async delete(tagId) {
        await this.transport.bytes({ method: 'DELETE', path: '/datasets/tags', body: { tag_id: tagId } });
    }
    async bind({ tagIds, datasetId }) {
        await this.transport.post('/datasets/tags/binding', { tag_ids: tagIds, target_id: datasetId });
    }
    async unbind({ tagId, datasetId }) {
        await this.transport.post('/datasets/tags/unbinding', { tag_id: tagId, target_id: datasetId });
    }
    async of(datasetId) {
        return (await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}/tags`)).data;
    }
}
exports.Tags = Tags;
/** The fields by which documents are described and filtered. */
class MetadataFields {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async list(datasetId) {
        return await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}/metadata`);
    }
    async create(datasetId, field) {
        return await this.transport.post((0, transport_js_1.path) `/datasets/${datasetId}/metadata`, field);
    }
    async rename(datasetId, metadataId, { name }) {
        const place = (0, transport_js_1.path) `/datasets/${datasetId}/metadata/${metadataId}`;
        return await this.transport.json({ method: 'PATCH', path: place, body: { name } });
    }
    async delete(datasetId, metadataId) {
        await this.transport.bytes({ method: 'DELETE', path: (0, transport_js_1.path) `/datasets/${datasetId}/metadata/${metadataId}` });
    }
    async builtIn(datasetId) {
        return await this.transport.get((0, transport_js_1.path) `/datasets/${datasetId}/metadata/built-in`);
    }
    async switchBuiltIn(datasetId, { enabled }) {
        await this.transport.post((0, transport_js_1.path) `/datasets/${datasetId}/metadata/built-in/${enabled ? 'enable' : 'disable'}`, {}, true);
    }
    /** Sets values: `[{document_id, metadata_list: [{id, name, value}]}]`. */
    async assign(datasetId, operationData) {
        await this.transport.post((0, transport_js_1.path) `/datasets/${datasetId}/documents/metadata`, { operation_data: operationData });
    }
}
exports.MetadataFields = MetadataFields;
class Models {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** The usable models of a type: llm, text-embedding, rerank, tts, speech2text, moderation. */
    async list(type = 'text-embedding') {
        return (await this.transport.get((0, transport_js_1.path) `/workspaces/current/models/model-types/${type}`)).data;
    }
}
exports.Models = Models;
