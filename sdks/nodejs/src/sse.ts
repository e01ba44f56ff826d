/**
 * Reads a stream of events as it comes in, wherever the network has cut it. Takes bytes and gives the data of the events
 * that are complete; events without data only keep the connection alive and are left out.
 */
export class EventParser {
  // Keeps the first bytes of a character whose others are still to come.
  private readonly decoder = new TextDecoder('utf-8');
  private rest = '';
  private data: string[] = [];

  *feed(piece: Uint8Array): Generator<string> {
    this.rest += this.decoder.decode(piece, { stream: true });
    let from = 0;
    for (let end = this.rest.indexOf('\n'); end >= 0; end = this.rest.indexOf('\n', from)) {
      const line = this.rest.slice(from, this.rest[end - 1] === '\r' && end > from ? end - 1 : end);
      from = end + 1;
      const event = this.line(line);
      if (event !== undefined) yield event;
    }
    this.rest = this.rest.slice(from);
  }

  private line(line: string): string | undefined {
    if (line === '') {
      const event = this.data.length > 0 ? this.data.join('\n') : undefined;
      this.data = [];
      return event;
    }
    if (line.startsWith('data:')) {
      this.data.push(line.slice(line[5] === ' ' ? 6 : 5));
    }
    return undefined;
  }
}
