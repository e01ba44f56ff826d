import { DifyStream } from '../stream.js';
import { asSent, path, type Transport } from '../transport.js';
import type { Answer, FileRef, More } from '../types.js';

export interface Question extends More {
  query: string;
  user: string;
  inputs?: More;
  conversationId?: string;
  conversation_id?: string;
  files?: FileRef[];
  autoGenerateName?: boolean;
}

export interface CompletionRequest extends More {
  user: string;
  inputs?: More;
  query?: string;
  files?: FileRef[];
}

/** Questions to an app, whose address is told by its kind. */
class Questions<Q extends More> {
  constructor(private readonly transport: Transport, private readonly place: string) {}

  /** Asks and waits for the whole answer. Agents answer as streams only. */
  async create(question: Q): Promise<Answer> {
    return await this.transport.post(this.place, body(question, 'blocking'));
  }

  /** Asks and gives the answer piece by piece. */
  createStream(question: Q): DifyStream {
    return new DifyStream(this.transport, { method: 'POST', path: this.place, body: body(question, 'streaming') });
  }

  /** Ends a streamed answer; what was said until then is kept. */
  async stop(taskId: string, { user }: { user: string }): Promise<void> {
    await this.transport.post(this.place + path`/${taskId}/stop`, { user }, true);
  }
}

/** Chat apps, agents and chatflows. */
export class Chat extends Questions<Question> {
  constructor(transport: Transport) {
    super(transport, '/chat-messages');
  }
}

export class Completion extends Questions<CompletionRequest> {
  constructor(transport: Transport) {
    super(transport, '/completion-messages');
  }
}

function body(question: More, mode: string): More {
  return { inputs: {}, ...asSent(question), response_mode: mode };
}
