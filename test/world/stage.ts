import { permissionsOf } from '@heyi/access';
import { accessContract, type Operation } from '@heyi/contract';
import { assert, type Id, newId, parseId } from '@heyi/kernel';
import {
  type Actor,
  deliverEvents,
  type Host,
  inTransaction,
  runJob,
  runOperation,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { jobs, listeners, routes } from '@heyi/server';
import { sampleInput, type WireObject } from './sample-input.ts';

export type Upload = { name: string; type: string; content: Buffer };

/** An answer on the wire; its shape is the operation's. */
// oxlint-disable-next-line typescript/no-explicit-any -- whoever calls knows the operation
export type Answer = { readonly [name: string]: any };

/** Plays the composed operations without a network, as somebody who may do everything. */
export type Stage = {
  readonly host: Host;
  /** Runs one operation with the smallest input, changed by what is given; a refusal throws. */
  act(operation: string, given: WireObject, by?: Id<'acc'>, upload?: Upload): Promise<Answer>;
  /** Runs every job of the tenant that waits, then delivers the news. */
  settle(tenantId: TenantId): Promise<void>;
  inside<T>(tenantId: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T>;
};

export function openStage(host: Host): Stage {
  const byKind = new Map(jobs.map((job) => [job.kind, job]));
  const somebody = newId<'acc'>();
  const inside: Stage['inside'] = (tenantId, work) => {
    const tenantIds = [...new Set([tenantId, host.houseId])];
    const actor = { ...systemActor('王芳'), accountId: somebody };
    return inTransaction(host, { tenantIds, actor, requestId: 'test' }, work);
  };
  return {
    host,
    inside,
    async act(id, given, by = somebody, upload) {
      const route = routes.find(({ operation }) => operation.id === id);
      assert(route, `nobody serves ${id}`);
      const input = filled(route.operation, given);
      const answer = await runOperation(host, route, {
        id: newId(),
        origin: { address: '192.0.2.7', userAgent: 'test', site: 'https://heyi.example' },
        language: 'zh',
        actor: actorOf(host, by, input),
        input,
        idempotencyKey: newId(),
        upload: upload ?? null,
        setSession: () => undefined,
      }).catch((error: unknown) => {
        const sent = JSON.stringify(input);
        throw new Error(`${id} failed with ${sent}: ${JSON.stringify(error)}`, { cause: error });
      });
      assert(answer.kind === 'value', `${id} was refused: ${JSON.stringify(answer)}`);
      return answer.body as Answer;
    },
    async settle(tenantId) {
      const waiting = await inside(
        tenantId,
        (tx) => tx.sql<{ id: Id<'job'> }>`
          select id from platform.job
           where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and state = 'queued'`,
      );
      for (const { id: jobId } of waiting) {
        await runJob(host, byKind, { tenantId, jobId }, new AbortController().signal);
      }
      while ((await deliverEvents(host, listeners)) > 0);
    },
  };
}

/** The smallest input: an optional id is left out unless it is given; a required one has to be. */
function filled(operation: Operation, given: WireObject): WireObject {
  const sample = sampleInput(operation, () => missing);
  const all = Object.entries({ ...sample, ...given }).filter(
    ([name, value]) => name in given || !JSON.stringify(value).includes(missing),
  );
  return Object.fromEntries(all);
}

const missing = '(no id)';

const everything: Actor['permissions'] = permissionsOf([...accessContract.roles]);

function actorOf(host: Host, accountId: Id<'acc'>, input: WireObject): Actor {
  const named = typeof input['tenantId'] === 'string' ? parseId('ten', input['tenantId']) : null;
  return {
    ...systemActor('王芳'),
    accountId,
    tenantId: host.houseId,
    permissions: everything,
    assignedTenantIds: [host.houseId, ...(named ? [named] : [])],
    isDemo: true,
  };
}
