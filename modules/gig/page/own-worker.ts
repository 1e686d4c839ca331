import { assert } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Environment } from '../program/program.ts';
import type { WorkerId } from '../worker/worker.ts';
import { placeOfWorker, type WorkerPlace } from '../worker/worker.store.ts';

export type OwnWorker = {
  readonly place: WorkerPlace;
  /** What the client's platform calls the worker. */
  readonly externalId: string;
  /** Of the app that made the link: its programs, its money. */
  readonly environment: Environment;
};

/** Whose pages they are: the session's, whatever was sent. Workers are never deleted. */
export async function ownWorker(tx: Transaction): Promise<OwnWorker> {
  const { link, app } = tx.actor;
  assert(link?.subjectKind === 'worker' && app !== null, 'an app made a link of a worker');
  const place = await placeOfWorker(tx, link.subjectId as WorkerId);
  assert(place, 'the worker of a link is there');
  const [row] = await tx.sql<{ externalId: string }>`
    select external_id as "externalId" from gig.worker
     where shard_key = ${place.shardKey} and tenant_id = ${tx.tenantId} and id = ${place.workerId}`;
  assert(row, 'the worker of a link is there');
  return { place, externalId: row.externalId, environment: app.environment };
}
