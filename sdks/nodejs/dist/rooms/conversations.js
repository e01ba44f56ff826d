"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Messages = exports.Conversations = void 0;
const transport_js_1 = require("../transport.js");
class Conversations {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** The user's conversations, the last used first. */
    async list(query) {
        return await this.transport.get('/conversations', query);
    }
    /** All conversations of the user, page by page. */
    async *iterate({ user, limit = 100 }) {
        let lastId;
        for (;;) {
            const page = await this.list({ user, limit, sortBy: '-created_at', ...(lastId === undefined ? {} : { lastId }) });
            yield* page.data;
            lastId = page.data.at(-1)?.['id'];
            if (!page.has_more || lastId === undefined)
                return;
        }
    }
    /** The newest messages, or those before `firstId`; the oldest first. */
    async messages(conversationId, query) {
        return await this.transport.get((0, transport_js_1.path) `/conversations/${conversationId}/messages`, query);
    }
    /** Gives it this name, or lets the model find one (`autoGenerate`). */
    async rename(conversationId, change) {
        return await this.transport.post((0, transport_js_1.path) `/conversations/${conversationId}/name`, (0, transport_js_1.asSent)(change));
    }
    async delete(conversationId, { user }) {
        await this.transport.bytes({ method: 'DELETE', path: (0, transport_js_1.path) `/conversations/${conversationId}`, body: { user } });
    }
    /** What a chatflow remembers in this conversation. */
    async variables(conversationId, query) {
        return await this.transport.get((0, transport_js_1.path) `/conversations/${conversationId}/variables`, query);
    }
    async updateVariable(conversationId, variableId, change) {
        const place = (0, transport_js_1.path) `/conversations/${conversationId}/variables/${variableId}`;
        return await this.transport.json({ method: 'PUT', path: place, body: change });
    }
}
exports.Conversations = Conversations;
class Messages {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** The newest messages, or those before `firstId`; the oldest first. */
    async list(query) {
        return await this.transport.get('/messages', query);
    }
    /** All messages of a conversation, the newest first. */
    async *iterate(query) {
        let firstId;
        for (;;) {
            const page = await this.list({ limit: 100, ...query, ...(firstId === undefined ? {} : { firstId }) });
            yield* [...page.data].reverse();
            firstId = page.data[0]?.['id'];
            if (!page.has_more || firstId === undefined)
                return;
        }
    }
    /** Says what the user thinks of an answer; `rating: null` takes it back. */
    async feedback(messageId, feedback) {
        await this.transport.post((0, transport_js_1.path) `/messages/${messageId}/feedbacks`, feedback);
    }
    /** What the user may want to ask next. */
    async suggested(messageId, { user }) {
        return (await this.transport.get((0, transport_js_1.path) `/messages/${messageId}/suggested`, { user })).data;
    }
}
exports.Messages = Messages;
