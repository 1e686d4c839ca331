import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { signedHeaders, type TestApp } from '@heyi/connect/testing';
import { fen, formatYuan, systemClock } from '@heyi/kernel';

/*
 * Requests that come when they come and wait for nobody's answer, from a process of its own. They are
 * signed and the connections stand before the first is due; what a request waits for a free connection
 * counts as its wait for the answer.
 */

export type OpenLoad = {
  readonly port: number;
  readonly app: TestApp;
  readonly workers: number;
  /** The number of the first withdrawal: it names worker, amount and business id. */
  readonly first: number;
  readonly withdrawals: number;
  /** Balance reads beside each withdrawal. */
  readonly readsEach: number;
  /** Arrivals of both together. */
  readonly perSecond: number;
};

export type OpenLoadOutcome = {
  /** The first arrival, in milliseconds since 1970. */
  readonly startedAt: number;
  /** From the first arrival to the last answer. */
  readonly seconds: number;
  readonly statuses: Record<string, number>;
  /** Milliseconds from the arrival to the last byte of the answer. */
  readonly withdrawals: Float64Array;
  readonly reads: Float64Array;
  /** Arrivals that found every connection taken. */
  readonly waited: number;
  readonly cpuSeconds: number;
};

const connectionsMax = 10_000;
const connectAtOnce = 200;
/** What has no answer by then is lost. */
const patienceMs = 240_000;

type Connection = {
  readonly socket: Socket;
  /** What it waits for the answer of; -1 when it is free. */
  arrival: number;
  received: string;
  isClosed: boolean;
};

class OpenRun {
  readonly #load: OpenLoad;
  readonly #requests: readonly Buffer[];
  readonly #free: Connection[] = [];
  readonly #all: Connection[] = [];
  readonly #answeredMs: Float64Array;
  readonly #statuses: Record<string, number> = {};
  #startedAt = 0;
  #due = 0;
  #sent = 0;
  #answered = 0;
  #waited = 0;
  #end = (): void => {};

  constructor(load: OpenLoad) {
    this.#load = load;
    this.#requests = requestsOf(load);
    this.#answeredMs = new Float64Array(this.#requests.length);
  }

  async connect(): Promise<void> {
    const count = Math.min(connectionsMax, this.#requests.length);
    for (let made = 0; made < count; made += connectAtOnce) {
      const some = Math.min(connectAtOnce, count - made);
      await Promise.all(Array.from({ length: some }, () => this.#connect()));
    }
  }

  async run(): Promise<OpenLoadOutcome> {
    const { readsEach } = this.#load;
    const before = process.cpuUsage();
    const startedAt = Date.now();
    this.#startedAt = performance.now();
    const ended = new Promise<void>((resolve) => (this.#end = resolve));
    const patience = setTimeout(() => this.#giveUp(), patienceMs);
    this.#tick();
    await ended;
    clearTimeout(patience);
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const used = process.cpuUsage(before);
    for (const { socket } of this.#all) socket.destroy();
    const isWithdrawal = (index: number) => index % (readsEach + 1) === 0;
    return {
      startedAt,
      seconds,
      statuses: this.#statuses,
      withdrawals: this.#answeredMs.filter((_, index) => isWithdrawal(index)),
      reads: this.#answeredMs.filter((_, index) => !isWithdrawal(index)),
      waited: this.#waited,
      cpuSeconds: (used.user + used.system) / 1e6,
    };
  }

  #connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({
        port: this.#load.port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer: readBuffer,
          callback: (bytes) => {
            this.#read(connection, readBuffer.toString('latin1', 0, bytes));
            return true;
          },
        },
      });
      const connection: Connection = { socket, arrival: -1, received: '', isClosed: false };
      this.#all.push(connection);
      socket.once('connect', () => {
        this.#free.push(connection);
        resolve();
      });
      socket.on('error', reject);
      socket.once('close', () => {
        connection.isClosed = true;
        if (connection.arrival >= 0) this.#answer(connection, 'lost');
      });
    });
  }

  /** Sends what has come due since the last time. */
  #tick = (): void => {
    const passed = (performance.now() - this.#startedAt) / 1000;
    const due = Math.floor(passed * this.#load.perSecond) + 1;
    this.#due = Math.min(this.#requests.length, due);
    while (this.#sent < this.#due) {
      const connection = this.#free.pop();
      if (connection === undefined) break;
      if (!connection.isClosed) this.#send(connection);
    }
    if (this.#due < this.#requests.length) setTimeout(this.#tick, 1);
  };

  #send(connection: Connection): void {
    connection.arrival = this.#sent;
    connection.socket.write(this.#requests[this.#sent]!);
    this.#sent += 1;
  }

  #read(connection: Connection, text: string): void {
    const received = connection.received === '' ? text : connection.received + text;
    const end = received.indexOf('\r\n\r\n');
    const length = end < 0 ? null : /content-length: (\d+)/i.exec(received);
    if (!length || received.length < end + 4 + Number(length[1])) {
      connection.received = received;
      return;
    }
    connection.received = '';
    if (connection.arrival >= 0) this.#answer(connection, received.slice(9, 12));
  }

  #answer(connection: Connection, status: string): void {
    const { arrival } = connection;
    connection.arrival = -1;
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    const arrivedAt = this.#startedAt + (arrival / this.#load.perSecond) * 1000;
    this.#answeredMs[arrival] = performance.now() - arrivedAt;
    this.#answered += 1;
    if (this.#answered === this.#requests.length) return this.#end();
    if (connection.isClosed) return;
    if (this.#sent < this.#due) {
      this.#waited += 1;
      this.#send(connection);
    } else this.#free.push(connection);
  }

  #giveUp(): void {
    this.#statuses['lost'] = (this.#statuses['lost'] ?? 0) + this.#requests.length - this.#answered;
    this.#end();
  }
}

/** One for all connections: what arrives is read before the next arrives. */
const readBuffer = Buffer.alloc(64 * 1024);

/** A withdrawal, its balance reads, the next withdrawal. */
function requestsOf(load: OpenLoad): Buffer[] {
  return Array.from({ length: load.withdrawals }, (_, index) => load.first + index).flatMap(
    (number) => {
      const worker = `w${(number * workerStep) % load.workers}`;
      const reads = Array.from({ length: load.readsEach }, () => readOf(load, worker));
      return [withdrawalOf(load, worker, number), ...reads];
    },
  );
}

/** Prime: every worker has a turn before one has a second. */
const workerStep = 7919;

function withdrawalOf({ app }: OpenLoad, externalWorkerId: string, number: number): Buffer {
  // 300 to 2,800 yuan, so that some owe tax after a few.
  const amount = formatYuan(fen(30_000 + ((number * 3607) % 250_000)));
  const body = JSON.stringify({ externalWorkerId, businessId: `burst-${number}`, amount });
  const signed = signedHeaders(host, app, { method: 'POST', url: '/v1/withdrawals', body });
  const length = String(Buffer.byteLength(body));
  const headers = { ...signed, 'content-length': length, 'idempotency-key': randomUUID() };
  return textOf('POST /v1/withdrawals', headers, body);
}

function readOf({ app }: OpenLoad, worker: string): Buffer {
  const url = `/v1/workers/${worker}/balances`;
  return textOf(`GET ${url}`, signedHeaders(host, app, { method: 'GET', url }), '');
}

const host = { clock: systemClock };

function textOf(request: string, headers: Record<string, string>, body: string): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${request} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}\r\n${body}`);
}

/** One message readies a run and is answered, the next starts it. */
if (process.send && import.meta.main) {
  let ready: OpenRun | null = null;
  process.on('message', (message: OpenLoad | 'go') => {
    void (async () => {
      if (message === 'go') return process.send!(await ready!.run());
      ready = new OpenRun(message);
      await ready.connect();
      process.send!('ready');
    })();
  });
  process.send('ready');
}
