import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import {
  type ApiClient,
  ApiProblem,
  createApiClient,
  type HeyiEvent,
  type Operations,
  verifyWebhook,
  WebhookRefused,
} from '@heyi/api-client';

/*
 * A platform in two hundred lines: it registers a worker, reports what was earned, pays it out, hears of
 * the payment, prints the receipt and opens the worker's own pages. See README.md.
 */

const { values: options } = parseArgs({
  options: {
    worker: { type: 'string', default: `zhubo-${Date.now()}` },
    name: { type: 'string', default: '欧阳小播' },
    document: { type: 'string' },
    phone: { type: 'string', default: '13800001234' },
    account: { type: 'string', default: '6222020200112233446' },
    earned: { type: 'string', default: '5000.00' },
    amount: { type: 'string', default: '3000.00' },
    /** The day on which the work was accepted: the demo has a calendar of its own. */
    today: { type: 'string', default: shanghaiToday() },
    /** Of the two texts that the client has published. */
    agreement: { type: 'string', default: '1.0' },
    /** Where the receiver listens, and how Heyi reaches it. */
    port: { type: 'string', default: '8425' },
    'public-url': { type: 'string' },
  },
});

/** The way ends here for a reason that the message tells. */
class Stopped extends Error {}

function shanghaiToday(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Stopped(`请先设置环境变量 ${name} · set ${name} first`);
  return value;
}

function openClient(): ApiClient {
  return createApiClient({
    baseUrl: setting('HEYI_URL'),
    appId: setting('HEYI_APP_ID'),
    secret: setting('HEYI_APP_SECRET'),
  });
}

async function run(): Promise<void> {
  const client = openClient();
  const app = await client.getOwnApp({});
  console.log(`应用 ${app.name}（${app.environment === 'sandbox' ? '沙箱' : '正式'}）`);
  const receiver = await startReceiver(client);
  try {
    await register(client);
    await reportIncome(client);
    const withdrawal = await withdraw(client);
    const told = await receiver.wait(withdrawal.id);
    console.log(`推送 ${told.type}：${withdrawal.id}`);
    await showReceipt(client, withdrawal.id);
    await openPages(client);
  } finally {
    receiver.server.closeAllConnections();
    receiver.server.close();
  }
}

/** The worker signs on the platform's own pages; Heyi is told which text, when and how. */
async function register(api: ApiClient): Promise<void> {
  const signedAt = new Date(Date.now() - 60_000).toISOString();
  const signature = { version: options.agreement, signedAt, method: 'click' } as const;
  const { results } = await api.registerWorkers({
    workers: [
      {
        externalWorkerId: options.worker,
        name: options.name,
        documentKind: 'idCard',
        documentNumber: options.document ?? setting('WORKER_DOCUMENT'),
        phone: options.phone,
        channel: 'bankCard',
        accountNumber: options.account,
        bankName: '沙箱银行',
        signatures: [
          { kind: 'cooperation', ...signature },
          { kind: 'declarationAuthorisation', ...signature },
        ],
      },
    ],
  });
  const [result] = results;
  if (result?.outcome === 'refused') throw new Stopped(`登记被拒绝：${result.code}`);
  // Name, document, phone and account are checked after the answer.
  const worker = await until(
    () => api.readWorker({ externalWorkerId: options.worker }),
    ({ state }) => state !== 'pending',
  );
  console.log(`从业人员 ${worker.name}（${worker.documentMasked}）：${worker.state}`);
  if (worker.state !== 'admitted') throw new Stopped(`未准入：${worker.reasons.join('、')}`);
}

async function reportIncome(api: ApiClient): Promise<void> {
  const { today } = options;
  const { results } = await api.reportIncomeLines({
    lines: [
      {
        // The platform's own id: reported twice, it counts once.
        businessId: `live-${options.worker}-${today}`,
        externalWorkerId: options.worker,
        incomeKind: 'labourRemuneration',
        task: '直播两小时',
        acceptedOn: today,
        workPeriod: today.slice(0, 7),
        amount: options.earned,
      },
    ],
  });
  const [line] = results;
  if (line?.outcome === 'refused') throw new Stopped(`收入被拒绝：${line.code}`);
  const { rows } = await api.readBalances({ externalWorkerId: options.worker });
  console.log(`可提现余额 ${rows.map(({ withdrawable }) => withdrawable).join('、')} 元`);
}

async function withdraw(api: ApiClient): Promise<Operations['withdraw']['answer']> {
  const request = { externalWorkerId: options.worker, amount: options.amount };
  const trial = await api.tryWithdrawal(request);
  console.log(`试算：提现 ${trial.gross}，个税 ${trial.tax}，实得 ${trial.net}`);
  const businessId = `withdrawal-${options.worker}-1`;
  // Key and business id are written down before the call: after a crash it is simply made again.
  const answer = await api.withdraw(
    { ...request, businessId },
    { idempotencyKey: `key-of-${businessId}` },
  );
  console.log(`提现 ${answer.id}：${answer.state}`);
  return answer;
}

async function showReceipt(api: ApiClient, withdrawalId: string): Promise<void> {
  const paid = await api.readWithdrawal({ withdrawalId });
  const lines = [
    '———— 回单 ————',
    `收款人　${options.name}`,
    `提现额　${paid.gross}`,
    `个税　　${paid.tax}（税款所属期 ${paid.taxPeriod}）`,
    `实付　　${paid.net}`,
    `状态　　${paid.state}${paid.reason === null ? '' : `（${paid.reason}）`}`,
    `银行流水号　${paid.bankReference ?? '—'}`,
    `时间　　${paid.settledAt ?? '—'}`,
  ];
  console.log(lines.join('\n'));
}

/** The worker's own pages: the app shows this address in its web view, at once and on one phone. */
async function openPages(api: ApiClient): Promise<void> {
  const link = await api.createWorkerPageLink({ externalWorkerId: options.worker });
  console.log(`本人页面 ${link.url}（${link.expiresAt} 前打开）`);
}

type Receiver = { server: Server; wait(withdrawalId: string): Promise<HeyiEvent> };

/** Keeps what comes once an id, and answers at once: work is done afterwards. */
async function startReceiver(api: ApiClient): Promise<Receiver> {
  const events = new Map<string, HeyiEvent>();
  const known = { secret: '' };
  const receive = async (request: IncomingMessage): Promise<number> => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    try {
      const event = verifyWebhook(known.secret, {
        headers: request.headers,
        body: Buffer.concat(pieces),
      });
      events.set(event.id, event);
      return 204;
    } catch (error) {
      return error instanceof WebhookRefused ? 400 : 500;
    }
  };
  const server = createServer((request, response) => {
    void receive(request).then((status) => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(Number(options.port), '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = options['public-url'] ?? `http://127.0.0.1:${port}/heyi`;
  const eventTypes = ['withdrawal.paid', 'withdrawal.failed', 'withdrawal.returned'];
  // The key is the address: registered again, it is the same endpoint with the same secret.
  const { secret } = await api.registerWebhookEndpoint(
    { url, eventTypes },
    { idempotencyKey: `endpoint-of-${url}` },
  );
  known.secret = secret;
  const ofWithdrawal = (id: string) =>
    [...events.values()].find(({ data }) => 'withdrawalId' in data && data.withdrawalId === id);
  return {
    server,
    wait: async (id) =>
      (await until(
        async () => ofWithdrawal(id),
        (event) => event !== undefined,
      ))!,
  };
}

async function until<T>(read: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const value = await read();
    if (isThere(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('等了两分钟，还没有结果');
}

/** What people can act on, in words; a fault of the program itself keeps its trace. */
function explain(error: unknown): void {
  if (error instanceof ApiProblem) {
    const fields = (error.facts['fields'] ?? []) as { path: string; message: string }[];
    const places = fields.map(({ path, message }) => `\n  ${path}：${message}`).join('');
    console.error(`${error.code}：${error.title}。${error.detail}${places}`);
  } else if (error instanceof Stopped) {
    console.error(error.message);
  } else {
    throw error;
  }
  process.exitCode = 1;
}

await run().catch(explain);
