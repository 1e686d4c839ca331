import { connect, type Socket } from 'node:net';

/**
 * Sends requests that are ready as bytes over so many connections, one at a time on each, until all
 * are answered. Runs in a process of its own: `fork`, one message in, one out.
 */
export type Load = {
  readonly port: number;
  readonly connections: number;
  readonly requests: string[];
};
export type LoadOutcome = {
  readonly seconds: number;
  readonly ok: number;
  readonly statuses: Record<string, number>;
  /** Milliseconds from the first byte sent to the last received. */
  readonly p50: number;
  readonly p99: number;
};

async function runLoad({ port, connections, requests }: Load): Promise<LoadOutcome> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      runConnection(
        port,
        () => requests[next++],
        (status, milliseconds) => {
          statuses[status] = (statuses[status] ?? 0) + 1;
          times.push(milliseconds);
        },
      ),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { seconds, ok: statuses['200'] ?? 0, statuses, p50: at(0.5), p99: at(0.99) };
}

function runConnection(
  port: number,
  draw: () => string | undefined,
  answered: (status: string, milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let received = '';
    const send = (): void => {
      const request = draw();
      if (request === undefined) {
        socket.end();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.once('connect', send);
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      received += String(chunk);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = /content-length: (\d+)/i.exec(received)?.[1];
      if (length === undefined || received.length < end + 4 + Number(length)) return;
      const status = received.slice(9, 12);
      received = '';
      answered(status, performance.now() - sentAt);
      send();
    });
  });
}

if (process.send && import.meta.main) {
  process.once('message', (load: Load) => {
    void runLoad(load).then((outcome) => {
      process.send!(outcome);
      process.disconnect();
    });
  });
  process.send('ready');
}
