import { authenticateLink, permissionsOf } from '@heyi/access';
import {
  type Operation,
  personLinkContract,
  type WireInput,
  type WireOutput,
} from '@heyi/contract';
import {
  addSeconds,
  assert,
  type Clock,
  formatId,
  type Id,
  type Instant,
  newId,
  parseId,
  type PlainDate,
  shanghaiDate,
} from '@heyi/kernel';
import {
  type Actor,
  deliverEvents,
  type Host,
  inTransaction,
  type Job,
  type Listener,
  type Route,
  runJob,
  runOperation,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import type { DemoRole } from '../cast/logins.ts';

/** What the composed server can do: the demo is played through its very operations. */
export type Composition = {
  readonly routes: readonly Route[];
  readonly jobs: readonly Job[];
  readonly listeners: readonly Listener[];
};

/** Somebody with a login, as the wrapper of every operation sees them. */
export type Player = {
  readonly accountId: Id<'acc'>;
  readonly tenantId: TenantId;
  readonly name: string;
  readonly role: DemoRole;
};

/** A file that comes with the press of a button. */
export type Upload = { readonly name: string; readonly type: string; readonly content: Buffer };

/** What somebody presses on the phone that opened a link. */
export type Phone = <O extends Operation>(
  operation: O,
  input: WireInput<O>,
  upload?: Upload | null,
) => Promise<WireOutput<O>>;

/** A calculation holds three connections, a strand two: more at once would wait for one another. */
function jobsAtOnce({ pool }: Host): number {
  return Math.max(1, Math.floor((pool.options.max - 8) / 3));
}

class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(free: number) {
    this.free = free;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}

/** What the stages of one story have in common. */
type Shared = { readonly tenants: TenantId[]; readonly jobs: Turns };

/**
 * A running Heyi whose clock the story moves: people of the demo press its buttons, and the books,
 * the audit log and the history come about as they would have.
 */
export class Stage {
  readonly host: Host;
  private readonly composition: Composition;
  private readonly jobsByKind: ReadonlyMap<string, Job>;
  private readonly base: Host;
  private readonly shared: Shared;
  private now: Instant;

  constructor(host: Host, composition: Composition, now: Instant, shared?: Shared) {
    this.base = host;
    this.shared = shared ?? { tenants: [], jobs: new Turns(jobsAtOnce(host)) };
    this.now = now;
    // Each look is a millisecond later, so that what follows one another is told apart.
    const clock: Clock = { now: () => (this.now = addSeconds(this.now, 0.001)) };
    this.host = { ...host, clock, wakeEvents: () => undefined };
    this.composition = composition;
    this.jobsByKind = new Map(composition.jobs.map((job) => [job.kind, job]));
  }

  /** The same Heyi with a clock of its own: what does not touch one another is played side by side. */
  beside(): Stage {
    return new Stage(this.base, this.composition, this.now, this.shared);
  }

  /** Moves the story to a minute of a day in Shanghai; never backwards. */
  moveTo(day: PlainDate, time: string): void {
    this.moveOn(addSeconds(`${day}T${time}:00.000Z`, -8 * 3600));
  }

  /** Moves the story to an instant; never backwards. */
  moveOn(at: Instant): void {
    if (at > this.now) this.now = at;
  }

  today(): PlainDate {
    return shanghaiDate(this.now);
  }

  knows(tenantId: TenantId): void {
    this.shared.tenants.push(tenantId);
  }

  /** Work of the system itself, before there is anybody to act. */
  async inside<T>(tenantId: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const tenantIds = [...new Set([tenantId, this.host.houseId])];
    const scope = { tenantIds, actor: systemActor('演示数据'), requestId: 'demo' };
    return inTransaction(this.host, scope, work);
  }

  /** One press of a button. A refusal is a bug of the story. */
  async act<O extends Operation>(
    player: Player,
    operation: O,
    input: WireInput<O>,
    upload: Upload | null = null,
  ): Promise<WireOutput<O>> {
    return this.press(this.actorOf(player), operation, input, upload);
  }

  /** Somebody opens a link on the own phone; what is pressed there is done as that person. */
  async openPhone(url: string): Promise<Phone> {
    let session: string | null = null;
    const token = url.slice(url.indexOf('#') + 1);
    const opening = systemActor('手机');
    await this.press(opening, personLinkContract.openLink, { token }, null, (opened) => {
      session = opened?.token ?? null;
    });
    const actor = session === null ? null : await authenticateLink(this.host, session);
    assert(actor, 'a new link can be opened');
    return (operation, input, upload = null) => this.press(actor, operation, input, upload);
  }

  private async press<O extends Operation>(
    actor: Actor,
    operation: O,
    input: WireInput<O>,
    upload: Upload | null,
    setSession: Transaction['setSession'] = () => undefined,
  ): Promise<WireOutput<O>> {
    const route = this.composition.routes.find((one) => one.operation.id === operation.id);
    assert(route, `nobody serves ${operation.id}`);
    const answer = await runOperation(this.host, route, {
      id: newId(),
      origin: { address: '127.0.0.1', userAgent: 'demo', site: 'https://heyi.example' },
      language: 'zh',
      actor,
      input: input,
      idempotencyKey: newId(),
      upload,
      setSession,
    });
    if (answer.kind === 'failure') {
      const { code } = answer.failure;
      throw new Error(`${operation.id} was refused: ${code} ${JSON.stringify(answer.failure)}`);
    }
    return answer.body as WireOutput<O>;
  }

  private actorOf({ accountId, tenantId, name, role }: Player): Actor {
    return {
      ...systemActor(name),
      accountId,
      tenantId,
      permissions: permissionsOf([role]),
      assignedTenantIds:
        tenantId === this.host.houseId ? [tenantId, ...this.shared.tenants] : [tenantId],
      isDemo: true,
    };
  }

  /** Runs a job that was just queued to its end; the queue finds it done later. */
  async finish(tenantId: TenantId, jobId: string): Promise<void> {
    const id = parseId('job', jobId);
    assert(id, `${jobId} is no job`);
    const task = { tenantId, jobId: id };
    const { signal } = new AbortController();
    await this.shared.jobs.take(() => runJob(this.host, this.jobsByKind, task, signal));
    const [row] = await this.inside(
      tenantId,
      (tx) => tx.sql<{ state: string; failure: unknown }>`
        select state, failure from platform.job
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`,
    );
    assert(
      row?.state === 'succeeded',
      `a job ended ${row?.state}: ${JSON.stringify(row?.failure)}`,
    );
  }

  /** Delivers what is waiting, of some tenants or of all. */
  async settleEvents(tenantIds?: readonly TenantId[]): Promise<void> {
    const { host, composition } = this;
    const isMine = (tenantId: TenantId) => tenantIds?.includes(tenantId) ?? true;
    while ((await deliverEvents(host, composition.listeners, isMine)) > 0);
  }
}

/** The id of a tenant as the API writes it. */
export function wireTenant(tenantId: TenantId): string {
  return formatId('ten', tenantId);
}
