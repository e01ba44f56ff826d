"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.HumanInput = exports.Workflows = void 0;
const stream_js_1 = require("../stream.js");
const transport_js_1 = require("../transport.js");
class Workflows {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    run(request) {
        const mode = request['responseMode'] ?? request['response_mode'];
        return mode === 'streaming' ? this.runStream(request) : this.transport.json(call(request, 'blocking'));
    }
    /** Runs the workflow; its events come as they happen. */
    runStream(request) {
        return new stream_js_1.DifyStream(this.transport, call(request, 'streaming'));
    }
    /** Reads along with a run that goes on, for example after the connection was lost. */
    events(workflowRunId, query) {
        return new stream_js_1.DifyStream(this.transport, { method: 'GET', path: (0, transport_js_1.path) `/workflow/${workflowRunId}/events`, query });
    }
    /** What has become of a run. */
    async get(workflowRunId) {
        return await this.transport.get((0, transport_js_1.path) `/workflows/run/${workflowRunId}`);
    }
    async stop(taskId, { user }) {
        await this.transport.post((0, transport_js_1.path) `/workflows/tasks/${taskId}/stop`, { user }, true);
    }
    async logs(query = {}) {
        return await this.transport.get('/workflows/logs', query);
    }
}
exports.Workflows = Workflows;
/** The forms by which a paused workflow asks people; the event `human_input_required` names the form's token. */
class HumanInput {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async get(formToken) {
        return await this.transport.get((0, transport_js_1.path) `/form/human_input/${formToken}`);
    }
    async submit(formToken, answer) {
        await this.transport.post((0, transport_js_1.path) `/form/human_input/${formToken}`, answer);
    }
}
exports.HumanInput = HumanInput;
function call(request, mode) {
    const { workflow_id: version, ...body } = (0, transport_js_1.asSent)(request);
    return {
        method: 'POST',
        path: version ? (0, transport_js_1.path) `/workflows/${String(version)}/run` : '/workflows/run',
        body: { inputs: {}, ...body, response_mode: mode },
    };
}
