// A server of raw sockets that answers each connection with the next part of a script, byte for byte.
import net from 'node:net';

/** Steps are text or bytes to send, milliseconds to wait, or 'cut' to break the connection off. */
export async function scripted(...scripts) {
  const requests = [];
  const server = net.createServer(async (socket) => {
    socket.on('error', () => {});
    const script = scripts[requests.length] ?? [];
    requests.push('');
    const at = requests.length - 1;
    for await (const piece of socket.iterator({ destroyOnReturn: false })) {
      requests[at] += piece.toString('latin1');
      if (isWhole(requests[at])) break;
    }
    for (const step of script) {
      if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
      else if (step === 'cut') socket.destroy();
      else if (!socket.destroyed) await new Promise((resolve) => socket.write(step, resolve));
    }
    socket.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, requests, close: () => server.close() };
}

export function answer(body, status = '200 OK', ...headers) {
  const lines = [`HTTP/1.1 ${status}`, 'Connection: close', `Content-Length: ${Buffer.byteLength(body)}`, ...headers];
  return [`${lines.join('\r\n')}\r\n\r\n${body}`];
}

/** An event stream whose chunks have this many bytes. */
export function events(text, size, end = '0\r\n\r\n') {
  const content = Buffer.from(text);
  const steps = ['HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n'];
  for (let at = 0; at < content.length; at += size) {
    const piece = content.subarray(at, at + size);
    steps.push(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]));
  }
  return end ? [...steps, end] : [...steps, 'cut'];
}

function isWhole(request) {
  const [head, body] = request.split('\r\n\r\n', 2);
  if (body === undefined) return false;
  const length = /content-length: (\d+)/i.exec(head);
  if (/transfer-encoding: chunked/i.test(head)) return request.endsWith('0\r\n\r\n');
  return length === null || request.length - head.length - 4 >= Number(length[1]);
}
