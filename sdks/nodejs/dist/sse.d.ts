/**
 * Reads a stream of events as it comes in, wherever the network has cut it. Takes bytes and gives the data of the events
 * that are complete; events without data only keep the connection alive and are left out.
 */
export declare class EventParser {
    private readonly decoder;
    private rest;
    private data;
    feed(piece: Uint8Array): Generator<string>;
    private line;
}
