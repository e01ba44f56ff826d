"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Annotations = exports.App = void 0;
const transport_js_1 = require("../transport.js");
/** The app itself: what it is called, its form, what is thought of it. */
class App {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async info() {
        return await this.transport.get('/info');
    }
    /** The app's form, features and limits. */
    async parameters() {
        return await this.transport.get('/parameters');
    }
    async meta() {
        return await this.transport.get('/meta');
    }
    async site() {
        return await this.transport.get('/site');
    }
    /** What users think of the app's answers. */
    async feedbacks(query = {}) {
        return await this.transport.get('/app/feedbacks', query);
    }
    async endUser(endUserId) {
        return await this.transport.get((0, transport_js_1.path) `/end-users/${endUserId}`);
    }
}
exports.App = App;
/** Questions whose answers are given as written, without the model. */
class Annotations {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async list(query = {}) {
        return await this.transport.get('/apps/annotations', query);
    }
    async create(annotation) {
        return await this.transport.post('/apps/annotations', annotation);
    }
    async update(annotationId, annotation) {
        return await this.transport.json({ method: 'PUT', path: (0, transport_js_1.path) `/apps/annotations/${annotationId}`, body: annotation });
    }
    async delete(annotationId) {
        await this.transport.bytes({ method: 'DELETE', path: (0, transport_js_1.path) `/apps/annotations/${annotationId}` });
    }
    /** Lets the app answer from its annotations; `replyStatus` says when that is prepared. */
    async enableReply(settings) {
        return await this.transport.post('/apps/annotation-reply/enable', (0, transport_js_1.asSent)(settings));
    }
    async disableReply() {
        return await this.transport.post('/apps/annotation-reply/disable', {});
    }
    async replyStatus(action, jobId) {
        return await this.transport.get((0, transport_js_1.path) `/apps/annotation-reply/${action}/status/${jobId}`);
    }
}
exports.Annotations = Annotations;
