import { execFileSync, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId, payPeriod } from '@heyi/kernel';
import { tenantCipher, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { insertDocument } from '../modules/evidence/document/document.store.ts';
import type { Archived, ArchiveOrder } from './evidence-process.ts';
import type { Bench } from './measure.ts';

/** Fewer to try it: `HEYI_BENCH_PAPERS=1000`. */
const papers = Number.parseInt(process.env['HEYI_BENCH_PAPERS'] ?? '10000', 10);
const batch = 500;
const period = payPeriod('2026-11');
const rssMax = 300;
/** Receipts, screenshots and scans of a page or two: 195 in the mean. */
const kilobytes = [50, 80, 120, 180, 260, 480];
const types = [
  { extension: 'pdf', type: 'application/pdf', begin: '%PDF-1.7\n' },
  { extension: 'jpg', type: 'image/jpeg', begin: '\xff\xd8\xff\xe0' },
  { extension: 'png', type: 'image/png', begin: '\x89PNG\r\n\x1a\n' },
] as const;

/**
 * The archive of one client and month against `cp -r` of the same files: it unseals each, lists its
 * digest, frames it and adds index and tokens, and has twice the time of the copy. The file begins
 * with the click: listing and the index are within the clock.
 */
export const bench: Bench = {
  name: 'evidence',
  title: `Streams an archive of ${papers} evidences, 195 KiB each in the mean, to a file.`,
  unit: 'evidence',
  rounds: 7,
  bars: [
    {
      of: 'archive',
      against: 'cp -r',
      atMost: 2,
      why: 'half as fast as a plain copy of the same files, or faster',
    },
  ],
  async setUp() {
    const world = await createTestHost();
    const client = await world.tenant();
    const folder = mkdtempSync(path.join(tmpdir(), 'heyi-archive-bench-'));
    const plain = path.join(folder, 'plain');
    await fill(world, client, plain);
    const copied = path.join(folder, 'copied');
    const zip = path.join(folder, 'archive.zip');
    let rss = 0;
    let bytes = 0;
    return {
      variants: [
        {
          name: 'archive',
          prepare: () => rmSync(zip, { force: true }),
          async run() {
            const archived = await archiveIn(world, client, zip);
            rss = Math.max(rss, archived.mebibytes);
            bytes = statSync(zip).size;
            return { count: papers, seconds: archived.seconds };
          },
        },
        {
          name: 'cp -r',
          prepare: () => rmSync(copied, { recursive: true, force: true }),
          run() {
            execFileSync('cp', ['-r', plain, copied]);
            return papers;
          },
        },
      ],
      facts: () => [
        `the archive has ${Math.floor(bytes / 1_048_576)} MiB`,
        `at most ${Math.ceil(rss)} MiB of memory (bar: ${rssMax}): ${rss < rssMax ? 'met' : '**missed**'}`,
      ],
      async tearDown() {
        rmSync(folder, { recursive: true, force: true });
        await world.close();
      },
    };
  },
};

/** In a process of its own: what made the files is no memory of the archive. */
async function archiveIn(world: TestHost, tenantId: TenantId, target: string): Promise<Archived> {
  const { host, database, filesDirectory } = world;
  const order: ArchiveOrder = {
    databaseUrl: database.urls.appUrl,
    filesDirectory,
    masterKey: host.keyRing.master.bytes.toString('hex'),
    now: host.clock.now(),
    houseId: host.houseId,
    tenantId,
    period,
    target,
  };
  const child = fork(path.join(import.meta.dirname, 'evidence-process.ts'));
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Archived));
    child.once('exit', (code) => reject(new Error(`the archive ended with ${code}`)));
    child.send(order);
  });
}

/** Sealed files as the store keeps them, and the same in plain beside them. */
async function fill(world: TestHost, client: TenantId, plain: string): Promise<void> {
  const sealed = path.join(world.filesDirectory, client);
  mkdirSync(sealed, { recursive: true });
  mkdirSync(plain, { recursive: true });
  const noise = randomBytes(512 * 1024);
  for (let from = 0; from < papers; from += batch) {
    await world.as(client, async (tx) => {
      const cipher = await tenantCipher(tx);
      for (let index = from; index < from + batch; index += 1) {
        const size = kilobytes[index % kilobytes.length]! * 1024;
        const { extension, type, begin } = types[index % types.length]!;
        const content = Buffer.from(noise.subarray(0, size));
        content.writeUInt32LE(index, content.write(begin, 'latin1'));
        const id = newId<'fil'>();
        const sha256 = createHash('sha256').update(content).digest();
        writeFileSync(path.join(sealed, id), cipher.sealBytes(content));
        const name = `${index}.${extension}`;
        writeFileSync(path.join(plain, name), content);
        await insertDocument(tx, documentOf(client, tx.now), { id, name, type, size, sha256 });
      }
    });
  }
  await world.as(client, async (tx) => {
    await tx.client.query(stamps);
    await tx.client.query(bindings);
  });
}

/** A token of an authority has some 4,000 bytes with its certificates. */
const stamps = `
  insert into evidence.time_stamp (shard_key, tenant_id, document_id, token, stamped_at, serial,
                                   policy, authority, nonce, chain_pem, received_at)
  select shard_key, tenant_id, id, decode(repeat(md5(id::text), 250), 'hex'), recorded_at, '1',
         '1.2', '仿真', '00', repeat('root', 500), recorded_at
    from evidence.document`;

/** Each proves a step of one person; some four papers a person. */
const bindings = `
  insert into evidence.binding (shard_key, tenant_id, id, document_id, document_tenant_id, kind,
                                subject_kind, subject_id, service, period, person_name, title,
                                marks, bound_by_name, bound_at)
  select shard_key, tenant_id, gen_random_uuid(), id, tenant_id, kind, 'orderLine',
         gen_random_uuid(), 'enrol', period, '员工' || row_number() over (order by id) / 4,
         '增员 养老 医疗', '[]', captured_by_name, recorded_at
    from evidence.document`;

function documentOf(tenantId: TenantId, now: string) {
  return {
    id: newId<'evd'>(),
    tenantId,
    kind: 'enrolmentReceipt' as const,
    pageCount: 1,
    sourceName: '北京社保',
    pageAddress: null,
    verificationCode: null,
    period,
    capturedBy: '王芳',
    capturedAt: now,
    recordedAt: now,
  };
}
