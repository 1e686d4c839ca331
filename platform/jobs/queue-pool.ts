import pg from 'pg';
import { isOutage } from '../postgres/outage.ts';

/** PostgreSQL's "cannot connect now": the one state of an outage that the queue tries again. */
const triedAgain = '57P03';

type ConnectCallback = Parameters<pg.Pool['connect']>[0];

/**
 * The queue's connections. It notes the end of a job without looking whether that succeeds: a
 * database that is cut off just then would end the process. So every outage is told to it in the one
 * way that it waits for, and after the end nobody is told anything any more.
 */
export class QueuePool extends pg.Pool {
  constructor(connectionString: string, max: number) {
    super({ connectionString, max });
    this.on('error', () => undefined);
    this.on('connect', (client) => {
      client.on('error', () => undefined);
      const query = client.query.bind(client) as (...call: unknown[]) => unknown;
      client.query = ((...call: unknown[]) => {
        const answer = query(...call);
        return answer instanceof Promise ? answer.catch(rethrow) : answer;
      }) as typeof client.query;
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: NonNullable<ConnectCallback>): void;
  override connect(callback?: NonNullable<ConnectCallback>): Promise<pg.PoolClient> | void {
    if (callback) return super.connect(callback);
    if (this.ending) return new Promise(() => undefined);
    return super.connect().catch(rethrow);
  }
}

function rethrow(error: unknown): never {
  if (isOutage(error)) Object.assign(error as Error, { code: triedAgain });
  throw error;
}
