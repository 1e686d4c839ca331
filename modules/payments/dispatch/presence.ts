import { type Id, newId } from '@heyi/kernel';
import { type Host, type PoolClient, pressureChannel, pressureOf } from '@heyi/platform';

/**
 * A dispatcher's life sign: a session lock on its id, which PostgreSQL frees when the process dies,
 * and an ear for new orders and for people who wait. All are taken again when the connection is lost.
 */
export type Presence = {
  readonly id: Id;
  /** True when no living dispatcher has the id. */
  isDead(dispatcherId: string): Promise<boolean>;
  close(): Promise<void>;
};

const reconnectMs = 200;

export async function openPresence(host: Host, onSignal: () => void): Promise<Presence> {
  const id = newId();
  let client: PoolClient | null = null;
  let isClosed = false;
  let reconnecting: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const fresh = await host.pool.connect();
    if (isClosed) return fresh.release();
    const drop = () => {
      if (client !== fresh) return;
      client = null;
      fresh.release(true);
      retryLater();
    };
    fresh.on('error', drop);
    fresh.on('end', drop);
    fresh.on('notification', ({ channel }) =>
      channel === pressureChannel ? pressureOf(host).hear() : onSignal(),
    );
    try {
      await fresh.query('select pg_advisory_lock(hashtextextended($1, 4727006))', [id]);
      await fresh.query('listen heyi_pay_orders; listen heyi_pressure');
    } catch (error) {
      fresh.release(true);
      throw error;
    }
    if (isClosed) return fresh.release(true);
    client = fresh;
    onSignal();
  };
  const retryLater = (): void => {
    if (isClosed) return;
    reconnecting = setTimeout(() => void connect().catch(retryLater), reconnectMs);
  };
  await connect().catch(retryLater);

  return {
    id,
    async isDead(dispatcherId) {
      if (dispatcherId === id || client === null) return false;
      const answer = await client.query<{ free: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 4727006)) as free',
        [dispatcherId],
      );
      if (!answer.rows[0]!.free) return false;
      await client.query('select pg_advisory_unlock(hashtextextended($1, 4727006))', [
        dispatcherId,
      ]);
      return true;
    },
    async close() {
      isClosed = true;
      clearTimeout(reconnecting);
      const open = client;
      client = null;
      // The connection ends with its lock and its ear: neither may go back into the pool.
      open?.release(true);
    },
  };
}
