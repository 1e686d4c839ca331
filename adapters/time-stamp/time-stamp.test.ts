import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  type DocumentId,
  evidenceRoutes,
  jobs,
  linkTimeStampAuthority,
  recordEvidence,
  stampWaiting,
} from '@heyi/evidence';
import { paperPdf } from '@heyi/evidence/testing';
import { addSeconds, type Instant, newId } from '@heyi/kernel';
import { type Job, type JobContext, type JobId, runJob, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { type SandboxTimeStamp, type StampBehaviour, startSandboxTimeStamp } from '@heyi/sandbox';
import { openTimeStampAuthority } from './time-stamp.ts';

const start = '2026-11-23T01:00:00.000Z' as Instant;
let world: TestHost;
let tenant: TenantId;
let authority: SandboxTimeStamp;
let files: string;
before(async () => {
  world = await createTestHost(start);
  tenant = await world.tenant();
  authority = await startSandboxTimeStamp();
  files = mkdtempSync(path.join(tmpdir(), 'heyi-stamp-'));
  link();
});
after(async () => {
  await authority.stop();
  await world.close();
  rmSync(files, { recursive: true, force: true });
});

function link(config: { trusted?: string; policy?: string; timeoutMs?: number } = {}): void {
  const { url, caPem } = authority;
  const named = { name: '仿真时间戳服务', url, trusted: caPem, timeoutMs: 1_000 };
  linkTimeStampAuthority(world.host, openTimeStampAuthority({ ...named, ...config }));
}

let papers = 0;

async function record(of: TenantId = tenant): Promise<DocumentId> {
  const content = paperPdf([`第${(papers += 1)}份回执`]);
  const recorded = await world.as(of, (tx) =>
    recordEvidence(tx, {
      kind: 'enrolmentReceipt',
      file: { name: '回执.pdf', content },
      sourceName: '北京社保',
    }),
  );
  assert.ok(recorded.ok);
  return recorded.value.document.id;
}

type Row = { failure: string | null; words: string | null; attempts: number; nextAt: Instant };

async function waitOf(id: DocumentId): Promise<Row | null> {
  const [row] = await world.as(
    tenant,
    (tx) => tx.sql<Row>`
      select failure, failure_words as words, attempts, next_at as "nextAt"
        from evidence.stamp_wait
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and document_id = ${id}`,
  );
  return row ?? null;
}

type Verification = {
  finding: string;
  words: string;
  authority: string | null;
  sha256: string;
};

async function verification(id: DocumentId): Promise<Verification> {
  const route = evidenceRoutes([]).find(({ operation }) => operation.id === 'verifyEvidence')!;
  const input = { tenantId: tenant, evidenceId: id };
  const answer = await world.as(tenant, (tx) => route.run(tx, input as never));
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value as Verification;
}

async function tokenOf(id: DocumentId): Promise<Buffer> {
  const [row] = await world.as(
    tenant,
    (tx) => tx.sql<{ token: Buffer }>`
      select token from evidence.time_stamp
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and document_id = ${id}`,
  );
  return row!.token;
}

/** Puts another token in the place of the kept one, as nobody of the application may. */
async function tamper(id: DocumentId, token: Buffer): Promise<void> {
  await adminQuery('update evidence.time_stamp set token = $2 where document_id = $1', [id, token]);
}

async function adminQuery(text: string, values: unknown[]): Promise<void> {
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  await admin.query(text, values);
  await admin.end();
}

describe('盖时间戳', () => {
  test('上传之后的任务就盖；openssl 也认', async () => {
    const id = await record();
    assert.equal((await verification(id)).finding, 'stamp.waiting');
    const jobId = await world.as(tenant, async (tx) => {
      const [row] = await tx.sql<{ id: JobId }>`
        select id from platform.job
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and subject_id = ${id}`;
      return row!.id;
    });
    const known = new Map(jobs.map((one) => [one.kind, one as Job]));
    const { signal } = new AbortController();
    await runJob(world.host, known, { tenantId: tenant, jobId }, signal);
    const verified = await verification(id);
    assert.equal(verified.finding, 'stamp.valid', verified.words);
    assert.equal(verified.authority, '仿真时间戳服务');
    assert.equal(await waitOf(id), null);
    const [token, ca] = ['token.der', 'ca.pem'].map((name) => path.join(files, name));
    writeFileSync(token!, await tokenOf(id));
    writeFileSync(ca!, authority.caPem);
    const digest = ['-digest', verified.sha256];
    const said = execFileSync(
      'openssl',
      ['ts', '-verify', ...digest, '-in', token!, '-token_in', '-CAfile', ca!],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    assert.match(said.toString(), /Verification: OK/);
    const other = ['-digest', 'ab'.repeat(32)];
    assert.throws(() =>
      execFileSync(
        'openssl',
        ['ts', '-verify', ...other, '-in', token!, '-token_in', '-CAfile', ca!],
        { stdio: 'ignore' },
      ),
    );
  });

  const faults: Record<Exclude<StampBehaviour, 'well'>, string> = {
    away: 'stamp.no_answer',
    slow: 'stamp.no_answer',
    refuses: 'stamp.refused',
    wrong_nonce: 'stamp.nonce_differs',
    wrong_imprint: 'stamp.imprint_differs',
    wrong_signer: 'stamp.signer_untrusted',
    wrong_use: 'stamp.signer_not_for_stamping',
    wrong_signature: 'stamp.signature_wrong',
    expired_signer: 'stamp.signer_expired',
    nonsense: 'stamp.unreadable',
  };
  for (const [behaviour, expected] of Object.entries(faults)) {
    test(`授时机构 ${behaviour}：${expected}，凭证继续等`, async () => {
      const of = tenant;
      const id = await record(of);
      await authority.behave(behaviour as keyof typeof faults);
      await stampWaiting(world.host);
      await authority.behave('well');
      const waiting = await waitOf(id);
      assert.equal(waiting?.failure, expected, waiting?.words ?? '');
      assert.equal((await verification(id)).finding, 'stamp.waiting');
    });
  }

  test('约定的策略不是这一个', async () => {
    link({ policy: '1.2.3.4' });
    const id = await record();
    await stampWaiting(world.host);
    link();
    assert.equal((await waitOf(id))?.failure, 'stamp.policy_differs');
  });

  test('没有接入授时机构：等着；接入后补盖', async () => {
    const bare = await createTestHost(start);
    const of = await bare.tenant();
    const recorded = await bare.as(of, (tx) =>
      recordEvidence(tx, {
        kind: 'debitReceipt',
        file: { name: '回单.pdf', content: paperPdf(['回单']) },
        sourceName: '银行',
      }),
    );
    assert.ok(recorded.ok);
    await stampWaiting(bare.host);
    const [row] = await bare.as(of, (tx) => tx.sql`select failure from evidence.stamp_wait`);
    assert.deepEqual(row, { failure: 'stamp.no_authority' });
    await bare.close();
  });

  test('授时机构停了一天：每次等得更久，不超过一小时；回来后全部补上，不重不漏', async () => {
    const ids = [await record(), await record(), await record()];
    await authority.behave('away');
    let now = addSeconds(start, 7_200);
    for (let round = 0; round < 30; round += 1) {
      world.clock.set(now);
      await stampWaiting(world.host);
      now = addSeconds(now, 3_600);
    }
    const waiting = await Promise.all(ids.map(waitOf));
    for (const one of waiting) {
      assert.equal(one?.failure, 'stamp.no_answer');
      assert.ok(one.attempts >= 20, `${one.attempts} 次`);
      assert.ok(one.nextAt <= now);
    }
    await authority.behave('well');
    world.clock.set(now);
    await stampWaiting(world.host);
    for (const id of ids) assert.equal((await verification(id)).finding, 'stamp.valid');
    assert.deepEqual(await Promise.all(ids.map(waitOf)), [null, null, null]);
  });

  test('授时机构答复之后、保存之前被杀：凭证照旧等着，再盖一次，只留一个', async () => {
    const id = await record();
    const stamping = jobs.find(({ kind }) => kind === 'stampEvidence') as Job;
    let begun = 0;
    const context: JobContext = {
      host: world.host,
      tenantId: tenant,
      jobId: newId<'job'>(),
      async transaction(work) {
        begun += 1;
        if (begun === 2) throw new Error('killed');
        return world.as(tenant, work);
      },
      progress: async () => undefined,
      signal: new AbortController().signal,
    };
    await assert.rejects(stamping.run(context, { documentId: id }), /killed/);
    assert.equal(begun, 2, '授时机构已经答复');
    assert.equal((await verification(id)).finding, 'stamp.waiting');
    await stampWaiting(world.host);
    assert.equal((await verification(id)).finding, 'stamp.valid');
    assert.equal(await waitOf(id), null);
  });

  test('两个进程同时去盖，只留一个', async () => {
    const id = await record();
    await Promise.all([stampWaiting(world.host), stampWaiting(world.host)]);
    assert.equal((await verification(id)).finding, 'stamp.valid');
  });
});

describe('校验已盖的时间戳', () => {
  test('令牌换成另一份凭证的', async () => {
    const [one, two] = [await record(), await record()];
    await stampWaiting(world.host);
    await tamper(one, await tokenOf(two));
    const { finding, words } = await verification(one);
    assert.equal(finding, 'stamp.imprint_differs');
    assert.match(words, /摘要不一致/);
  });

  test('令牌被改动、被截断', async () => {
    const id = await record();
    await stampWaiting(world.host);
    const token = await tokenOf(id);
    const changed = Buffer.from(token);
    changed[changed.length - 2]! ^= 1;
    await tamper(id, changed);
    assert.equal((await verification(id)).finding, 'stamp.signature_wrong');
    await tamper(id, token.subarray(0, 100));
    assert.equal((await verification(id)).finding, 'stamp.unreadable');
  });

  test('保存的文件被改动', async () => {
    const id = await record();
    await stampWaiting(world.host);
    const zeros = Buffer.alloc(32);
    await adminQuery('update evidence.document set sha256 = $2 where id = $1', [id, zeros]);
    const { finding, words } = await verification(id);
    assert.equal(finding, 'stamp.content_altered');
    assert.match(words, /备份/);
  });

  test('别的客户的凭证校验不到', async () => {
    const id = await record(await world.tenant());
    const route = evidenceRoutes([]).find(({ operation }) => operation.id === 'verifyEvidence')!;
    const input = { tenantId: tenant, evidenceId: id };
    const answer = await world.as(tenant, (tx) => route.run(tx, input as never));
    assert.ok(!answer.ok && answer.failure.code === 'evidence.not_found');
  });
});

test('没有根证书的授时机构接不上', () => {
  const config = { name: '无根', url: authority.url, trusted: '' };
  assert.throws(() => openTimeStampAuthority(config), /root/);
});
