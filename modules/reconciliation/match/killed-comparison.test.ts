import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, yuan } from '@heyi/kernel';
import { shardKeyOf, type TenantId } from '@heyi/platform';
import { endSession, waitingSessions } from '@heyi/platform/testing';
import pg from 'pg';
import {
  createReconciliationWorld,
  type ReconciliationWorld,
} from '../testing/reconciliation-world.ts';

let made: ReconciliationWorld;
let houseId: TenantId;
let admin: pg.Client;
before(async () => {
  made = await createReconciliationWorld();
  houseId = made.world.host.houseId;
  admin = new pg.Client({ connectionString: made.world.database.adminUrl });
  await admin.connect();
});
after(async () => {
  await admin.end();
  await made.world.close();
});

const payments = 2000;

async function counted(account: Id<'pac'>) {
  const found = await admin.query<{ lines: number; entries: number; matches: number }>(
    `select (select count(*)::int from reconciliation.statement_line
              where payer_account_id = $1 and match_id is not null) as lines,
            (select count(*)::int from reconciliation.book_entry where payer_account_id = $1)
              as entries,
            (select count(*)::int from reconciliation.line_match where payer_account_id = $1)
              as matches`,
    [account],
  );
  return found.rows[0]!;
}

/** The connection that waits for a lock, once there is one. */
async function waitingBackend(): Promise<string> {
  for (let looks = 0; looks < 400; looks += 1) {
    const [waiting] = await waitingSessions(admin);
    if (waiting !== undefined) return waiting;
    await new Promise((resolve) => void setTimeout(resolve, 25));
  }
  throw new Error('nobody waits for a lock');
}

test('对账做到一半被杀：什么也没发生；再来一次，两千笔全部勾平', async () => {
  const client = await made.client();
  const account = await made.payerAccount(houseId);
  await made.receive(client, account, yuan('1000000'), `IN-${account}`);
  const references = await made.order(
    client,
    account,
    Array.from({ length: payments }, (_, index) => 10_000 + index),
  );
  await made.report(references, 'succeeded');
  await made.tell(houseId, account, 0, [
    { bankReference: `IN-${account}`, amount: 100_000_000 },
    ...references.map((reference, index) => ({
      bankReference: `B${index}`,
      amount: -(10_000 + index),
      reference,
    })),
  ]);
  await admin.query('begin');
  await admin.query(
    `select from reconciliation.statement_line
      where shard_key = $1 and payer_account_id = $2 and bank_reference = 'B7'
        for update`,
    [shardKeyOf(houseId), account],
  );
  const killed = made.compare(houseId, account).then(
    () => 'finished',
    () => 'killed',
  );
  await endSession(admin, await waitingBackend());
  assert.equal(await killed, 'killed');
  await admin.query('rollback');
  assert.deepEqual(await counted(account), { lines: 0, entries: 0, matches: 0 });
  const compared = await made.compare(houseId, account);
  assert.deepEqual(compared, { returns: 0, matches: payments + 1, opened: 0, closed: 0 });
  const whole = { lines: payments + 1, entries: payments + 1, matches: payments + 1 };
  assert.deepEqual(await counted(account), whole);
  assert.deepEqual(await made.compare(houseId, account), { ...compared, matches: 0 });
});
