import { addSeconds, formatId, type Id, type Instant, unixSeconds } from '@heyi/kernel';
import {
  faultText,
  type Host,
  inTransaction,
  pressureOf,
  systemActor,
  tenantCipher,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import type { Environment } from '../app/app.ts';
import { mayBePrivate } from './address-guard.ts';
import type { EndpointId } from './endpoint.store.ts';
import { type AttemptRecord, recordAttempts } from './record-attempts.ts';
import { openWebhookSender, type WebhookSender } from './send-webhook.ts';
import { webhookSignature } from './webhook.ts';

export type WebhookDelivery = { wake(): void; stop(): Promise<void> };

/** Requests that are under way at once: of the process, and to one endpoint, which may be slow. */
const openMax = 1024;
const openToOneMax = 256;
/** A delivery that was taken is nobody else's for as long; a request ends in a quarter of it. */
const leaseSeconds = 60;
const lookEveryMs = 500;
/** While there is work, what comes in and what comes back gathers for so long: a claim takes many. */
const gatherMs = 25;
/** The same while little comes: a transaction for a dozen costs almost what one for a hundred does. */
const gatherFewMs = 100;
/** Fewer free places of an endpoint are not worth a claim. */
const worthwhile = 64;
/** What came back is written together: looked at so often, when so many are there, or at most so late. */
const recordEveryMs = 20;
const recordEnough = 64;
const recordLatestMs = 100;
const recordMax = 500;

type Due = { tenant_id: TenantId; endpoint_id: EndpointId };

/**
 * Sends what waits, from as many servers as there are. Attempts are written a set at a time; a server
 * that dies between an answer and its record sends again, and the receiver knows the id.
 */
export function startWebhookDelivery(host: Host): WebhookDelivery {
  const work = new Delivery(host);
  const ended = work.run();
  return {
    wake: () => work.wake(),
    stop: async () => {
      work.end();
      await ended;
    },
  };
}

const actor = systemActor('webhooks');

class Delivery {
  readonly #host: Host;
  readonly #sender: WebhookSender = openWebhookSender();
  readonly #open = new Map<EndpointId, number>();
  readonly #running = new Set<Promise<void>>();
  #openCount = 0;
  #records: AttemptRecord[] = [];
  #recording: Promise<void> | null = null;
  #isEnding = false;
  #isWoken = false;
  #isFull = false;
  #wakeUp = (): void => {};
  #lastFault = '';

  constructor(host: Host) {
    this.#host = host;
  }

  wake(): void {
    this.#isWoken = true;
    this.#wakeUp();
  }

  end(): void {
    this.#isEnding = true;
    this.#wakeUp();
  }

  async run(): Promise<void> {
    while (!this.#isEnding) {
      await pressureOf(this.#host).rest();
      this.#isWoken = false;
      const taken = await this.#takeAll().catch((error: unknown) => this.#tell(error));
      if (this.#isEnding) break;
      // More waits than there is room for: the next ones are taken when some have come back.
      if (this.#isFull || taken >= worthwhile) await this.#pause(gatherMs);
      else if (taken > 0) await this.#pause(gatherFewMs);
      else if (!this.#isWoken) await this.#pause(lookEveryMs);
    }
    await Promise.all(this.#running);
    await this.#recording;
    this.#sender.close();
  }

  #tell(error: unknown): number {
    const fault = faultText(error);
    if (fault !== this.#lastFault) process.stderr.write(`webhooks: ${fault}\n`);
    this.#lastFault = fault;
    return 0;
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Answers how many were taken. */
  async #takeAll(): Promise<number> {
    const { rows } = await this.#host.pool.query<Due>(
      'select tenant_id, endpoint_id from connect.due_endpoints($1)',
      [this.#host.clock.now()],
    );
    let taken = 0;
    this.#isFull = false;
    for (const { tenant_id: tenantId, endpoint_id: endpointId } of rows) {
      const openToOne = Math.ceil(openToOneMax * pressureOf(this.#host).share);
      const free = Math.min(
        openMax - this.#openCount,
        openToOne - (this.#open.get(endpointId) ?? 0),
      );
      if (free < worthwhile) {
        this.#isFull = true;
        continue;
      }
      const scope = { tenantIds: [tenantId], actor, requestId: 'webhooks' };
      const batch = await inTransaction(this.#host, scope, (tx) => take(tx, endpointId, free));
      for (const delivery of batch) this.#start(tenantId, delivery);
      taken += batch.length;
    }
    this.#lastFault = '';
    return taken;
  }

  #start(tenantId: TenantId, delivery: TakenDelivery): void {
    const { endpointId } = delivery;
    this.#openCount += 1;
    this.#open.set(endpointId, (this.#open.get(endpointId) ?? 0) + 1);
    const sent = this.#send(tenantId, delivery).finally(() => {
      this.#running.delete(sent);
      this.#openCount -= 1;
      this.#open.set(endpointId, this.#open.get(endpointId)! - 1);
    });
    this.#running.add(sent);
  }

  async #send(tenantId: TenantId, delivery: TakenDelivery): Promise<void> {
    const id = formatId('whm', delivery.messageId);
    const timestamp = unixSeconds(this.#host.clock);
    const { body, url, secrets, isPrivateAllowed } = delivery;
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': webhookSignature(secrets, { id, timestamp, body }),
    };
    const outcome = await this.#sender.send({ url, headers, body, isPrivateAllowed });
    const { id: deliveryId, endpointId, tries } = delivery;
    this.#records.push({ tenantId, deliveryId, endpointId, tries: tries + 1, outcome });
    this.#recording ??= this.#record();
    // Whoever ends waits for the record too.
    await this.#recording;
  }

  async #record(): Promise<void> {
    for (let waited = 0; waited < recordLatestMs; waited += recordEveryMs) {
      await new Promise((resolve) => setTimeout(resolve, recordEveryMs));
      if (this.#records.length >= recordEnough || this.#isEnding) break;
    }
    while (this.#records.length > 0) {
      const batch = this.#records.slice(0, recordMax);
      this.#records = this.#records.slice(recordMax);
      // What is not written is sent again when its lease has ended.
      await recordAttempts(this.#host, batch).catch((error: unknown) => this.#tell(error));
    }
    this.#recording = null;
  }
}

type TakenDelivery = {
  id: Id<'whd'>;
  endpointId: EndpointId;
  messageId: Id<'whm'>;
  tries: number;
  body: string;
  url: string;
  secrets: readonly string[];
  isPrivateAllowed: boolean;
};

type EndpointRow = {
  url: string;
  environment: Environment;
  sealed: Buffer;
  previousSealed: Buffer | null;
  previousUntil: Instant | null;
};

/** Takes what is due for the endpoint, and what is needed to send it. */
async function take(
  tx: Transaction,
  endpointId: EndpointId,
  limit: number,
): Promise<TakenDelivery[]> {
  const [endpoint] = await tx.sql<EndpointRow>`
    select e.url, a.environment, e.secret_sealed as sealed,
           e.previous_secret_sealed as "previousSealed",
           e.previous_secret_until as "previousUntil"
      from connect.webhook_endpoint e
      join connect.app a on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id
                        and a.id = e.app_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = ${endpointId}
       and e.state = 'active'`;
  if (!endpoint) return [];
  const rows = await tx.sql<{ id: Id<'whd'>; messageId: Id<'whm'>; tries: number; body: string }>`
    with due as (
      select id from connect.webhook_delivery
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and endpoint_id = ${endpointId} and due_at <= ${tx.now}
       order by due_at limit ${limit} for update skip locked),
    taken as (
      update connect.webhook_delivery d set due_at = ${addSeconds(tx.now, leaseSeconds)}
        from due
       where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId} and d.id = due.id
      returning d.id, d.message_id, d.tries)
    select t.id, t.message_id as "messageId", t.tries, m.body
      from taken t
      join connect.webhook_message m on m.shard_key = ${tx.shardKey}
                                    and m.tenant_id = ${tx.tenantId} and m.id = t.message_id`;
  const cipher = await tenantCipher(tx);
  const secrets = [cipher.open(endpoint.sealed)];
  const { previousSealed, previousUntil } = endpoint;
  if (previousSealed !== null && previousUntil !== null && previousUntil > tx.now) {
    secrets.push(cipher.open(previousSealed));
  }
  const isPrivateAllowed = mayBePrivate(tx.host, endpoint.environment);
  return rows.map((row) => ({ ...row, endpointId, url: endpoint.url, secrets, isPrivateAllowed }));
}
