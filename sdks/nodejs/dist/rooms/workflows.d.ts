import { DifyStream } from '../stream.js';
import { type Transport } from '../transport.js';
import type { FileRef, Json, More, Page, WorkflowResult } from '../types.js';
export interface RunRequest extends More {
    user: string;
    inputs?: More;
    files?: FileRef[];
    /** A published version other than the newest. */
    workflowId?: string;
}
export declare class Workflows {
    private readonly transport;
    constructor(transport: Transport);
    /** Runs the published workflow to its end; with `responseMode: 'streaming'` its events come as they happen. */
    run(request: RunRequest & ({
        responseMode: 'streaming';
    } | {
        response_mode: 'streaming';
    })): DifyStream;
    run(request: RunRequest): Promise<WorkflowResult>;
    /** Runs the workflow; its events come as they happen. */
    runStream(request: RunRequest): DifyStream;
    /** Reads along with a run that goes on, for example after the connection was lost. */
    events(workflowRunId: string, query: More & {
        user: string;
    }): DifyStream;
    /** What has become of a run. */
    get(workflowRunId: string): Promise<Json>;
    stop(taskId: string, { user }: {
        user: string;
    }): Promise<void>;
    logs(query?: More & {
        keyword?: string;
        status?: string;
        page?: number;
        limit?: number;
    }): Promise<Page>;
}
/** The forms by which a paused workflow asks people; the event `human_input_required` names the form's token. */
export declare class HumanInput {
    private readonly transport;
    constructor(transport: Transport);
    get(formToken: string): Promise<Json>;
    submit(formToken: string, answer: {
        inputs: More;
        action: string;
        user: string;
    }): Promise<void>;
}
