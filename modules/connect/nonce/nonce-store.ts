import { unixSeconds } from '@heyi/kernel';
import { type Host, type Nonce, Refusal } from '@heyi/platform';
import { nonceRefusals, spendNoncesQuery } from './nonce.ts';

const batchMax = 1000;

type Waiting = { nonce: Nonce; resolve: () => void; reject: (error: unknown) => void };

export type NonceStore = { spend(nonce: Nonce): Promise<void> };

/**
 * Uses nonces up for requests that make their own transactions afterwards. Those that arrive while a
 * statement runs go together with the next one; its commit waits for no disk.
 */
export function openNonceStore(host: Host): NonceStore {
  let waiting: Waiting[] = [];
  let isFlushing = false;
  const flush = async (): Promise<void> => {
    isFlushing = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchMax);
      waiting = waiting.slice(batchMax);
      await spend(host, batch);
    }
    isFlushing = false;
  };
  return {
    spend: (nonce) =>
      new Promise((resolve, reject) => {
        waiting.push({ nonce, resolve, reject });
        if (!isFlushing) void flush();
      }),
  };
}

async function spend(host: Host, batch: readonly Waiting[]): Promise<void> {
  const nonces = batch.map(({ nonce }) => nonce);
  try {
    const query = spendNoncesQuery(nonces, unixSeconds(host.clock));
    const { rows } = await host.pool.query<{ place: number; why: string }>(query);
    const refusals = nonceRefusals(nonces, rows);
    batch.forEach(({ resolve, reject }, index) => {
      const code = refusals[index] ?? null;
      if (code === null) resolve();
      else reject(new Refusal({ code }));
    });
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
