import { DifyStream } from '../stream.js';
import { asSent, path, type Call, type Transport } from '../transport.js';
import type { FileRef, Json, More, Page, WorkflowResult } from '../types.js';

export interface RunRequest extends More {
  user: string;
  inputs?: More;
  files?: FileRef[];
  /** A published version other than the newest. */
  workflowId?: string;
}

export class Workflows {
  constructor(private readonly transport: Transport) {}

  /** Runs the published workflow to its end; with `responseMode: 'streaming'` its events come as they happen. */
  run(request: RunRequest & ({ responseMode: 'streaming' } | { response_mode: 'streaming' })): DifyStream;
  run(request: RunRequest): Promise<WorkflowResult>;
  run(request: RunRequest): DifyStream | Promise<WorkflowResult> {
    const mode = request['responseMode'] ?? request['response_mode'];
    return mode === 'streaming' ? this.runStream(request) : this.transport.json<WorkflowResult>(call(request, 'blocking'));
  }

  /** Runs the workflow; its events come as they happen. */
  runStream(request: RunRequest): DifyStream {
    return new DifyStream(this.transport, call(request, 'streaming'));
  }

  /** Reads along with a run that goes on, for example after the connection was lost. */
  events(workflowRunId: string, query: More & { user: string }): DifyStream {
    return new DifyStream(this.transport, { method: 'GET', path: path`/workflow/${workflowRunId}/events`, query });
  }

  /** What has become of a run. */
  async get(workflowRunId: string): Promise<Json> {
    return await this.transport.get(path`/workflows/run/${workflowRunId}`);
  }

  async stop(taskId: string, { user }: { user: string }): Promise<void> {
    await this.transport.post(path`/workflows/tasks/${taskId}/stop`, { user }, true);
  }

  async logs(query: More & { keyword?: string; status?: string; page?: number; limit?: number } = {}): Promise<Page> {
    return await this.transport.get('/workflows/logs', query);
  }
}

/** The forms by which a paused workflow asks people; the event `human_input_required` names the form's token. */
export class HumanInput {
  constructor(private readonly transport: Transport) {}

  async get(formToken: string): Promise<Json> {
    return await this.transport.get(path`/form/human_input/${formToken}`);
  }

  async submit(formToken: string, answer: { inputs: More; action: string; user: string }): Promise<void> {
    await this.transport.post(path`/form/human_input/${formToken}`, answer);
  }
}

function call(request: RunRequest, mode: string): Call {
  const { workflow_id: version, ...body } = asSent(request);
  return {
    method: 'POST',
    path: version ? path`/workflows/${String(version)}/run` : '/workflows/run',
    body: { inputs: {}, ...body, response_mode: mode },
  };
}
