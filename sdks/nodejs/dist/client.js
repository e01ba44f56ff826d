"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.DifyClient = void 0;
const app_js_1 = require("./rooms/app.js");
const chat_js_1 = require("./rooms/chat.js");
const conversations_js_1 = require("./rooms/conversations.js");
const datasets_js_1 = require("./rooms/datasets.js");
const documents_js_1 = require("./rooms/documents.js");
const files_js_1 = require("./rooms/files.js");
const workflows_js_1 = require("./rooms/workflows.js");
const transport_js_1 = require("./transport.js");
/** Calls an app by its key (`app-...`), or the knowledge of a workspace by a dataset key (`dataset-...`). */
class DifyClient {
    chat;
    completion;
    workflows;
    humanInput;
    conversations;
    messages;
    files;
    audio;
    app;
    annotations;
    datasets;
    documents;
    segments;
    childChunks;
    tags;
    metadata;
    models;
    transport;
    /** The options may be the service's address alone, or hold the key as well. */
    constructor(apiKey, options = {}) {
        const given = typeof apiKey === 'object' ? apiKey : { apiKey, ...(typeof options === 'string' ? { baseUrl: options } : options) };
        this.transport = new transport_js_1.Transport(given.apiKey ?? process.env['DIFY_API_KEY'] ?? '', given);
        this.chat = new chat_js_1.Chat(this.transport);
        this.completion = new chat_js_1.Completion(this.transport);
        this.workflows = new workflows_js_1.Workflows(this.transport);
        this.humanInput = new workflows_js_1.HumanInput(this.transport);
        this.conversations = new conversations_js_1.Conversations(this.transport);
        this.messages = new conversations_js_1.Messages(this.transport);
        this.files = new files_js_1.Files(this.transport);
        this.audio = new files_js_1.Audio(this.transport);
        this.app = new app_js_1.App(this.transport);
        this.annotations = new app_js_1.Annotations(this.transport);
        this.datasets = new datasets_js_1.Datasets(this.transport);
        this.documents = new documents_js_1.Documents(this.transport);
        this.segments = new documents_js_1.Segments(this.transport);
        this.childChunks = new documents_js_1.ChildChunks(this.transport);
        this.tags = new datasets_js_1.Tags(this.transport);
        this.metadata = new datasets_js_1.MetadataFields(this.transport);
        this.models = new datasets_js_1.Models(this.transport);
    }
    /** Any other call of the API, such as `request('GET', '/parameters')`; gives the JSON of the answer. */
    async request(method, path, { query, body } = {}) {
        return await this.transport.json({ method: method.toUpperCase(), path, body, ...(query ? { query } : {}) });
    }
}
exports.DifyClient = DifyClient;
