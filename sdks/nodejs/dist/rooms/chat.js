"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Completion = exports.Chat = void 0;
const stream_js_1 = require("../stream.js");
const transport_js_1 = require("../transport.js");
/** Questions to an app, whose address is told by its kind. */
class Questions {
    transport;
    place;
    constructor(transport, place) {
        this.transport = transport;
        this.place = place;
    }
    /** Asks and waits for the whole answer. Agents answer as streams only. */
    async create(question) {
        return await this.transport.post(this.place, body(question, 'blocking'));
    }
    /** Asks and gives the answer piece by piece. */
    createStream(question) {
        return new stream_js_1.DifyStream(this.transport, { method: 'POST', path: this.place, body: body(question, 'streaming') });
    }
    /** Ends a streamed answer; what was said until then is kept. */
    async stop(taskId, { user }) {
        await this.transport.post(this.place + (0, transport_js_1.path) `/${taskId}/stop`, { user }, true);
    }
}
/** Chat apps, agents and chatflows. */
class Chat extends Questions {
    constructor(transport) {
        super(transport, '/chat-messages');
    }
}
exports.Chat = Chat;
class Completion extends Questions {
    constructor(transport) {
        super(transport, '/completion-messages');
    }
}
exports.Completion = Completion;
function body(question, mode) {
    return { inputs: {}, ...(0, transport_js_1.asSent)(question), response_mode: mode };
}
