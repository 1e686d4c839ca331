import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Id, newId, plainDate, yuan } from '@heyi/kernel';
import { documentHash } from '@heyi/people';
import { idCardNumber, valueOf } from '@heyi/people/testing';
import { tenantCipher } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import fc from 'fast-check';
import { listAgreementTexts } from '../agreement/list-agreement-texts.ts';
import { publishAgreementText } from '../agreement/publish-agreement-text.ts';
import { signWorkerAgreement } from '../agreement/sign-worker-agreement.ts';
import { addBlockEntry } from '../block-list/add-block-entry.ts';
import { listBlockEntries } from '../block-list/list-block-entries.ts';
import { removeBlockEntry } from '../block-list/remove-block-entry.ts';
import { reportIncomeLines } from '../income/report-income-lines.ts';
import { getAdmissionSettings } from '../settings/get-admission-settings.ts';
import { putAdmissionSettings } from '../settings/put-admission-settings.ts';
import {
  admitWorkers,
  castGigClient,
  type GigClient,
  runJobs,
  sampleWorker,
  type SampleWorker,
} from '../testing/gig-client.ts';
import { type AdmissionFacts, admit, isUnder } from './admission.ts';
import { checkWorker } from './check-worker.ts';
import { followEmployments, followRoster } from './follow-employments.ts';
import { getWorker } from './get-worker.ts';
import { leaveWorker } from './leave-worker.ts';
import { listWorkers } from './list-workers.ts';
import { readWorker } from './read-worker.ts';
import { registerWorker } from './register-worker.ts';
import { registerWorkers } from './register-workers.ts';
import { resumeWorker } from './resume-worker.ts';
import { setWorkerAccount } from './set-worker-account.ts';
import { refuseAccount } from './refuse-account.ts';
import { suspendWorker } from './suspend-worker.ts';
import { findWorker } from './worker.store.ts';

let world: TestHost;
let client: GigClient;
before(async () => {
  world = await createTestHost('2026-11-23T01:00:00.000Z');
  client = await castGigClient(world);
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;

const inClient = <T>(work: Parameters<typeof world.as<T>>[1]) => world.as(client.tenantId, work);

const standing = async (externalWorkerId: string) => {
  const view = valueOf(await inClient((tx) => readWorker(tx, { externalWorkerId })));
  return [view.state, ...view.reasons];
};

/** Somebody of the client's own staff with the document. */
async function employ(document: string): Promise<Id<'emp'>> {
  return inClient(async (tx) => {
    const hash = documentHash(await tenantCipher(tx), 'idCard', document);
    const [person, employment] = [newId<'per'>(), newId<'emp'>()];
    await tx.sql`
      insert into people.person (shard_key, tenant_id, id, name, document_kind, document_sealed,
                                 document_hash, document_masked, nationality, residency, created_at,
                                 updated_at)
      values (${tx.shardKey}, ${tx.tenantId}, ${person}, '王芳', 'idCard', '\\x00', ${hash}, '1**1',
              'CHN', 'resident', ${tx.now}, ${tx.now})`;
    await tx.sql`
      insert into people.employment (shard_key, tenant_id, id, person_id, contract_entity_id,
                                     contract_entity_tenant_id, starts_on, created_at)
      values (${tx.shardKey}, ${tx.tenantId}, ${employment}, ${person}, ${client.legalEntityId},
              ${tx.tenantId}, '2026-01-05', ${tx.now})`;
    return employment;
  });
}

/** Registered, checked by the provider; answers how the worker stands. */
async function admitted(changed: Partial<SampleWorker> = {}) {
  const worker = sampleWorker(changed);
  await admitWorkers(world, client, [worker]);
  return standing(worker.externalWorkerId);
}

describe('准入：谁可以提现', () => {
  const well: AdmissionFacts = {
    identity: 'agrees',
    birthDate: plainDate('1990-03-07'),
    hasAgreement: true,
    hasAuthorisation: true,
    listed: [],
    isEmployee: false,
    accountTrouble: null,
    isSuspended: false,
    hasLeft: false,
  };
  const today = plainDate('2026-11-23');
  const cases: readonly (readonly [string, Partial<AdmissionFacts>, readonly string[]])[] = [
    ['都齐全', {}, ['admitted']],
    ['未签协议', { hasAgreement: false }, ['pending', 'agreementUnsigned']],
    ['未授权代办申报', { hasAuthorisation: false }, ['pending', 'authorisationMissing']],
    ['四要素没有结论', { identity: 'noAnswer' }, ['pending', 'identityNoAnswer']],
    ['四要素不一致', { identity: 'disagrees' }, ['refused', 'identityDisagrees']],
    ['二类户冻结', { accountTrouble: 'frozen' }, ['suspended', 'accountFrozen']],
    ['已销户', { accountTrouble: 'closed' }, ['suspended', 'accountClosed']],
    ['户名不符', { accountTrouble: 'nameDiffers' }, ['suspended', 'accountNameDiffers']],
    ['暂停', { isSuspended: true }, ['suspended', 'suspendedByOperator']],
    ['董事', { listed: ['director'] }, ['refused', 'conflictDirector']],
    ['股东', { listed: ['shareholder'] }, ['refused', 'conflictShareholder']],
    ['本客户的员工', { isEmployee: true }, ['refused', 'conflictEmployee']],
    [
      '黑名单又未签协议',
      { listed: ['blocked'], hasAgreement: false },
      ['refused', 'agreementUnsigned', 'blocked'],
    ],
    ['退出压过一切', { hasLeft: true, isSuspended: true }, ['left', 'suspendedByOperator', 'left']],
  ];
  for (const [title, changed, expected] of cases) {
    test(title, () => {
      const { state, reasons } = admit({ ...well, ...changed }, 16, today);
      assert.deepEqual([state, ...reasons], expected);
    });
  }

  test('满十六周岁当天可以，前一天不行；二月二十九日出生的从三月一日起', () => {
    const under = (birth: string, day: string) => isUnder(16, plainDate(birth), plainDate(day));
    assert.equal(under('2010-11-23', '2026-11-23'), false);
    assert.equal(under('2010-11-24', '2026-11-23'), true);
    assert.equal(under('2008-02-29', '2024-02-28'), true);
    assert.equal(under('2008-02-29', '2024-02-29'), false);
    assert.equal(isUnder(18, plainDate('2008-02-29'), plainDate('2026-02-28')), true);
    assert.equal(isUnder(18, plainDate('2008-02-29'), plainDate('2026-03-01')), false);
    assert.equal(isUnder(16, null, today), true);
  });

  test('任何一条不满足就不能提现，都满足就能', () => {
    const facts = fc.record({
      identity: fc.constantFrom('unchecked' as const, 'agrees', 'disagrees', 'noAnswer'),
      birthDate: fc.constantFrom(plainDate('1990-03-07'), plainDate('2015-03-07'), null),
      hasAgreement: fc.boolean(),
      hasAuthorisation: fc.boolean(),
      listed: fc.subarray(['blocked' as const, 'director', 'shareholder']),
      isEmployee: fc.boolean(),
      accountTrouble: fc.constantFrom(
        null,
        'frozen' as const,
        'closed' as const,
        'nameDiffers' as const,
      ),
      isSuspended: fc.boolean(),
      hasLeft: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const { state, reasons } = admit(some as AdmissionFacts, 16, today);
        assert.equal(state === 'admitted', reasons.length === 0);
      }),
    );
  });
});

describe('登记', () => {
  test('逐个登记：先待核验，四要素一致后准入；号码只存密文', async () => {
    const { signatures = [], ...fields } = sampleWorker();
    const input = { tenantId: client.tenantId, ...fields, signatures };
    const view = valueOf(await inClient((tx) => registerWorker(tx, input)));
    assert.deepEqual([view.state, ...view.reasons], ['pending', 'identityUnchecked']);
    assert.equal(view.documentMasked.includes('********'), true);
    assert.deepEqual(
      view.history.map(({ what }) => what),
      ['registered'],
    );
    await runJobs(world, client.tenantId);
    assert.deepEqual(await standing(fields.externalWorkerId), ['admitted']);
    const stored = await inClient(
      (tx) => tx.sql`
        select to_jsonb(w) || to_jsonb(p) as row
          from gig.worker w
          join gig.worker_profile p on p.shard_key = w.shard_key and p.worker_id = w.id
         where w.id = ${view.id}`,
    );
    const text = JSON.stringify(stored);
    for (const secret of [fields.documentNumber, fields.phone, fields.accountNumber]) {
      assert.equal(text.includes(secret), false);
    }
    assert.equal(valueOf(await inClient((tx) => registerWorker(tx, input))).id, view.id);
  });

  test('批量登记：各有各的结果，好的不受坏的影响', async () => {
    const [first, second, noBirth] = [sampleWorker(), sampleWorker(), sampleWorker()];
    const workers = [
      first,
      { ...second, documentNumber: '110105' },
      { ...noBirth, documentKind: 'passport' as const, documentNumber: 'EA1234567' },
      { ...sampleWorker(), phone: '12345' },
      { ...sampleWorker(), accountNumber: '6222021234567890127' },
      { ...sampleWorker(), channel: 'alipay' as const, accountNumber: 'nobody' },
      { ...sampleWorker(), channel: 'wechat' as const, accountNumber: 'oABCDEFGHIJKLMNOPQRSTUVW' },
      { ...sampleWorker(), documentNumber: first.documentNumber },
      { ...sampleWorker(), externalWorkerId: first.externalWorkerId },
    ];
    const { results } = valueOf(await inClient((tx) => registerWorkers(tx, { workers })));
    assert.deepEqual(
      results.map(({ outcome, code }) => code ?? outcome),
      [
        'registered',
        'worker.document_malformed',
        'worker.birth_date_missing',
        'worker.phone_malformed',
        'worker.account_malformed',
        'worker.account_malformed',
        'registered',
        'worker.document_taken',
        'worker.already_registered',
      ],
    );
    const again = valueOf(
      await inClient((tx) =>
        registerWorkers(tx, { workers: [first, { ...first, phone: '13900000000' }, second] }),
      ),
    );
    assert.deepEqual(
      again.results.map(({ outcome, code }) => code ?? outcome),
      ['unchanged', 'worker.already_registered', 'registered'],
    );
    const changed = { ...first, phone: '13900000000' };
    const input = { tenantId: client.tenantId, ...changed, signatures: [] };
    assert.equal(
      codeOf(await inClient((tx) => registerWorker(tx, input))),
      'worker.already_registered',
    );
  });

  test('还没有结算方案的客户不收登记；关闭的渠道不收', async () => {
    const empty = await world.tenant();
    const worker = sampleWorker();
    const refused = await world.as(empty, (tx) => registerWorkers(tx, { workers: [worker] }));
    assert.equal(codeOf(refused), 'program.not_found');
    const one = { tenantId: empty, ...worker, signatures: [] };
    assert.equal(
      codeOf(await world.as(empty, (tx) => registerWorker(tx, one))),
      'program.not_found',
    );
    const other = await castGigClient(world);
    const cards = { tenantId: other.tenantId, minimumAge: 18, channels: ['bankCard' as const] };
    valueOf(await world.as(other.tenantId, (tx) => putAdmissionSettings(tx, cards)));
    const alipay = { ...worker, channel: 'alipay' as const, accountNumber: '13812345678' };
    const [outcome] = await admitWorkers(world, other, [alipay]);
    assert.equal(outcome!.code, 'worker.channel_not_open');
  });

  test('两边同时登记同一证件：后来的等前一个提交，然后被拒绝', async () => {
    const first = sampleWorker();
    const second = { ...sampleWorker(), documentNumber: first.documentNumber };
    let later: ReturnType<typeof admitWorkers> | null = null;
    await inClient(async (tx) => {
      valueOf(await registerWorkers(tx, { workers: [first] }));
      later = admitWorkers(world, client, [second]);
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    assert.equal((await later!)[0]!.code, 'worker.document_taken');
  });
});

describe('核验与冲突', () => {
  test('四要素：一致、不一致、没有结论；再核一次', async () => {
    assert.deepEqual(await admitted(), ['admitted']);
    assert.deepEqual(await admitted({ name: '沙箱身份不一致' }), ['refused', 'identityDisagrees']);
    const silent = sampleWorker({ name: '沙箱核验超时' });
    await admitWorkers(world, client, [silent]);
    assert.deepEqual(await standing(silent.externalWorkerId), ['pending', 'identityNoAnswer']);
    const place = (await inClient((tx) => findWorker(tx, silent.externalWorkerId)))!;
    const input = { tenantId: client.tenantId, workerId: place.workerId };
    const view = valueOf(await inClient((tx) => checkWorker(tx, input)));
    assert.equal(view.identity.text, 'no answer within 8000 ms');
    const jobs = await inClient(
      (tx) =>
        tx.sql`select 1 from platform.job where state = 'queued' and kind = 'gig.check_identities'`,
    );
    assert.equal(jobs.length, 1);
    await runJobs(world, client.tenantId);
    const unknown = { tenantId: client.tenantId, workerId: newId<'wkr'>() };
    assert.equal(codeOf(await inClient((tx) => checkWorker(tx, unknown))), 'worker.not_found');
  });

  test('十五岁不予准入；客户要求十八岁，十七岁的当即不予准入', async () => {
    const fifteen = { documentNumber: idCardNumber(901, '20111005') };
    assert.deepEqual(await admitted(fifteen), ['refused', 'underAge']);
    const strict = await castGigClient(world);
    const seventeen = sampleWorker({ documentNumber: idCardNumber(902, '20091005') });
    await admitWorkers(world, strict, [seventeen]);
    const seen = async () => {
      const read = await world.as(strict.tenantId, (tx) => readWorker(tx, seventeen));
      return valueOf(read).state;
    };
    assert.equal(await seen(), 'admitted');
    const settings = { minimumAge: 18, channels: ['bankCard' as const] };
    await world.as(strict.tenantId, (tx) =>
      putAdmissionSettings(tx, { tenantId: strict.tenantId, ...settings }),
    );
    assert.equal(await seen(), 'refused');
    const stored = await world.as(strict.tenantId, (tx) =>
      getAdmissionSettings(tx, { tenantId: strict.tenantId }),
    );
    assert.deepEqual(valueOf(stored), settings);
  });

  test('名单：董事登记后不予准入，移出后恢复；重复与证件有误被拒绝', async () => {
    const worker = sampleWorker();
    await admitWorkers(world, client, [worker]);
    const entry = {
      tenantId: client.tenantId,
      kind: 'director' as const,
      name: worker.name,
      documentKind: worker.documentKind,
      documentNumber: worker.documentNumber,
      reason: '工商登记董事',
    };
    const { id } = valueOf(await inClient((tx) => addBlockEntry(tx, entry)));
    assert.deepEqual(await standing(worker.externalWorkerId), ['refused', 'conflictDirector']);
    assert.equal(codeOf(await inClient((tx) => addBlockEntry(tx, entry))), 'block_entry.exists');
    const malformed = { ...entry, documentNumber: '1' };
    assert.equal(
      codeOf(await inClient((tx) => addBlockEntry(tx, malformed))),
      'worker.document_malformed',
    );
    const remove = () =>
      inClient((tx) => removeBlockEntry(tx, { tenantId: client.tenantId, blockEntryId: id }));
    valueOf(await remove());
    assert.deepEqual(await standing(worker.externalWorkerId), ['admitted']);
    assert.equal(codeOf(await remove()), 'block_entry.not_found');
    const listed = await inClient((tx) =>
      listBlockEntries(tx, { tenantId: client.tenantId, kind: 'director' }),
    );
    assert.equal(valueOf(listed).rows[0]!.removedAt !== null, true);
  });

  test('同一客户的员工不能是从业人员；别的客户的员工可以', async () => {
    const document = idCardNumber(903);
    await employ(document);
    assert.deepEqual(await admitted({ documentNumber: document }), ['refused', 'conflictEmployee']);
    const other = await castGigClient(world);
    const worker = sampleWorker({ documentNumber: document });
    await admitWorkers(world, other, [worker]);
    const read = await world.as(other.tenantId, (tx) => readWorker(tx, worker));
    assert.equal(valueOf(read).state, 'admitted');
  });
});

describe('后来入职的人', () => {
  test('从业人员入职成为本客户员工：当即不予准入；离职后恢复', async () => {
    const document = idCardNumber(904);
    const worker = sampleWorker({ documentNumber: document });
    await admitWorkers(world, client, [worker]);
    const employmentId = await employ(document);
    await inClient((tx) => followEmployments(tx, [employmentId, employmentId]));
    assert.deepEqual(await standing(worker.externalWorkerId), ['refused', 'conflictEmployee']);
    await inClient(
      (tx) => tx.sql`
        update people.employment set ends_on = '2026-11-22', leaving_reason = 'resignation'
         where id = ${employmentId}`,
    );
    await inClient((tx) => followEmployments(tx, [employmentId]));
    assert.deepEqual(await standing(worker.externalWorkerId), ['admitted']);
    await inClient((tx) => followEmployments(tx, [newId<'emp'>()]));
  });

  test('整份花名册导入后：在册又是从业人员的一起重新判断', async () => {
    const document = idCardNumber(905);
    const worker = sampleWorker({ documentNumber: document });
    await admitWorkers(world, client, [worker]);
    await employ(document);
    assert.deepEqual(await standing(worker.externalWorkerId), ['admitted']);
    await inClient(followRoster);
    assert.deepEqual(await standing(worker.externalWorkerId), ['refused', 'conflictEmployee']);
  });
});

describe('协议与授权', () => {
  test('只签协议未授权：待完善；授权后准入；未知版本与将来的时间被拒绝', async () => {
    const [agreement] = sampleWorker().signatures!;
    const worker = sampleWorker({ signatures: [agreement!] });
    await admitWorkers(world, client, [worker]);
    const { externalWorkerId } = worker;
    assert.deepEqual(await standing(externalWorkerId), ['pending', 'authorisationMissing']);
    const kind = 'declarationAuthorisation' as const;
    const method = 'sms' as const;
    const sign = (version: string, signedAt: string, id = externalWorkerId) =>
      inClient((tx) =>
        signWorkerAgreement(tx, { externalWorkerId: id, kind, version, signedAt, method }),
      );
    const yesterday = '2026-11-22T01:00:00.000Z';
    assert.equal(codeOf(await sign('9.9', yesterday)), 'agreement.version_unknown');
    assert.equal(
      codeOf(await sign('1.0', '2026-11-24T01:00:00.000Z')),
      'agreement.signed_in_future',
    );
    assert.equal(codeOf(await sign('1.0', yesterday, 'nobody')), 'worker.not_found');
    assert.equal(valueOf(await sign('1.0', yesterday)).state, 'admitted');
    valueOf(await sign('1.0', yesterday));
    const view = valueOf(await inClient((tx) => readWorker(tx, { externalWorkerId })));
    assert.equal(view.signatures.length, 2);
  });

  for (const [title, changed, code] of [
    ['签的版本没有发布过', { version: '9.9' }, 'agreement.version_unknown'],
    ['签署日期在将来', { signedAt: '2026-11-24T04:00:00.000Z' }, 'agreement.signed_in_future'],
  ] as const) {
    test(`登记时${title}：不登记，逐个与批量一样`, async () => {
      const worker = sampleWorker();
      const [agreement, authorisation] = worker.signatures!;
      const signatures = [{ ...agreement!, ...changed }, authorisation!];
      const wrong = { ...worker, tenantId: client.tenantId, signatures };
      assert.equal(codeOf(await inClient((tx) => registerWorker(tx, wrong))), code);
      const bulk = valueOf(await inClient((tx) => registerWorkers(tx, { workers: [wrong] })));
      assert.deepEqual(
        bulk.results.map((row) => [row.outcome, row.code]),
        [['refused', code]],
      );
    });
  }

  test('文本按版本发布，不能改；列表里最新的在前', async () => {
    const text = {
      tenantId: client.tenantId,
      kind: 'cooperation' as const,
      version: '2.0',
      title: '合作协议（2026版）',
      body: '第一条……',
    };
    valueOf(await inClient((tx) => publishAgreementText(tx, text)));
    assert.equal(
      codeOf(await inClient((tx) => publishAgreementText(tx, text))),
      'agreement.version_taken',
    );
    const listed = await inClient((tx) => listAgreementTexts(tx, { tenantId: client.tenantId }));
    assert.deepEqual(
      valueOf(listed).rows.map(({ kind, version }) => `${kind} ${version}`),
      ['cooperation 2.0', 'cooperation 1.0', 'declarationAuthorisation 1.0'],
    );
  });
});

describe('账户、暂停、退出', () => {
  test('换账户要重新核验；换成同业渠道也行；二类户冻结后换账户即恢复', async () => {
    const worker = sampleWorker();
    await admitWorkers(world, client, [worker]);
    const { externalWorkerId } = worker;
    const place = (await inClient((tx) => findWorker(tx, externalWorkerId)))!;
    await inClient((tx) => refuseAccount(tx, place, 'frozen', 'AC06 二类户已冻结'));
    await inClient((tx) => refuseAccount(tx, place, 'frozen', 'AC06 二类户已冻结'));
    assert.deepEqual(await standing(externalWorkerId), ['suspended', 'accountFrozen']);
    const set = (changed: object) =>
      inClient((tx) =>
        setWorkerAccount(tx, {
          externalWorkerId,
          channel: 'alipay',
          accountNumber: 'Li.Jing@example.com',
          ...changed,
        }),
      );
    assert.equal(codeOf(await set({ accountNumber: '?' })), 'worker.account_malformed');
    assert.equal(codeOf(await set({ externalWorkerId: 'nobody' })), 'worker.not_found');
    const view = valueOf(await set({}));
    assert.deepEqual([view.state, view.accountMasked.slice(0, 4)], ['pending', 'li.j']);
    await runJobs(world, client.tenantId);
    assert.deepEqual(await standing(externalWorkerId), ['admitted']);
    const cards = { tenantId: client.tenantId, minimumAge: 16, channels: ['bankCard' as const] };
    valueOf(await inClient((tx) => putAdmissionSettings(tx, cards)));
    assert.equal(codeOf(await set({})), 'worker.channel_not_open');
    const all = { ...cards, channels: ['bankCard' as const, 'alipay' as const, 'wechat' as const] };
    valueOf(await inClient((tx) => putAdmissionSettings(tx, all)));
  });

  test('暂停、恢复、退出；退出后什么都不能改', async () => {
    const worker = sampleWorker();
    await admitWorkers(world, client, [worker]);
    const { externalWorkerId } = worker;
    const { workerId } = (await inClient((tx) => findWorker(tx, externalWorkerId)))!;
    const one = { tenantId: client.tenantId, workerId };
    const unknown = { tenantId: client.tenantId, workerId: newId<'wkr'>(), reason: '误操作' };
    const suspend = () => inClient((tx) => suspendWorker(tx, { ...one, reason: '投诉核实' }));
    const resume = () => inClient((tx) => resumeWorker(tx, { ...one, reason: '核实完毕' }));
    const leave = () => inClient((tx) => leaveWorker(tx, { ...one, reason: '本人退出' }));
    assert.equal(codeOf(await inClient((tx) => suspendWorker(tx, unknown))), 'worker.not_found');
    assert.equal(codeOf(await inClient((tx) => resumeWorker(tx, unknown))), 'worker.not_found');
    assert.equal(codeOf(await inClient((tx) => leaveWorker(tx, unknown))), 'worker.not_found');
    assert.equal(codeOf(await inClient((tx) => getWorker(tx, unknown))), 'worker.not_found');
    assert.equal(codeOf(await resume()), 'worker.not_suspended');
    assert.equal(valueOf(await suspend()).state, 'suspended');
    assert.equal(codeOf(await suspend()), 'worker.already_suspended');
    assert.equal(valueOf(await resume()).state, 'admitted');

    const line = {
      businessId: 'L-1',
      externalWorkerId,
      incomeKind: 'labourRemuneration' as const,
      task: '直播两小时',
      acceptedOn: plainDate('2026-11-20'),
      workPeriod: '2026-11' as never,
      amount: yuan('10.00'),
    };
    const report = (lines: (typeof line & { correctsBusinessId?: string })[]) =>
      inClient((tx) => reportIncomeLines(tx, { lines }));
    valueOf(await report([line]));
    assert.equal(codeOf(await leave()), 'worker.balance_left');
    const back = { ...line, businessId: 'L-2', amount: yuan('-10.00'), correctsBusinessId: 'L-1' };
    valueOf(await report([back]));
    assert.equal(valueOf(await leave()).state, 'left');
    for (const change of [suspend, resume, leave]) {
      assert.equal(codeOf(await change()), 'worker.left');
    }
    assert.equal(codeOf(await inClient((tx) => checkWorker(tx, one))), 'worker.left');
    const account = { externalWorkerId, channel: 'bankCard' as const, accountNumber: '62220000' };
    assert.equal(codeOf(await inClient((tx) => setWorkerAccount(tx, account))), 'worker.left');
    const signature = { ...worker.signatures![0]!, externalWorkerId };
    assert.equal(codeOf(await inClient((tx) => signWorkerAgreement(tx, signature))), 'worker.left');
    const view = valueOf(await inClient((tx) => getWorker(tx, one)));
    assert.equal(view.history[0]!.note, '本人退出');
    const news = await inClient(
      (tx) => tx.sql`select 1 from platform.outbox where type = 'gig_workers.judged'`,
    );
    assert.ok(news.length > 5);
  });

  test('名单按状态、原因、姓名筛选，翻页不漏不重', async () => {
    const other = await castGigClient(world);
    const workers = Array.from({ length: 23 }, (_, index) =>
      sampleWorker({ name: index < 3 ? '沙箱核验超时' : `阿依古丽${index}` }),
    );
    await admitWorkers(world, other, workers);
    const list = (changed: object) =>
      world.as(other.tenantId, (tx) => listWorkers(tx, { tenantId: other.tenantId, ...changed }));
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = valueOf(await list({ limit: 5, after }));
      seen.push(...page.rows.map(({ externalWorkerId }) => externalWorkerId));
      if (page.next === null) break;
      after = page.next;
    }
    assert.deepEqual(
      seen.toSorted(),
      workers.map(({ externalWorkerId }) => externalWorkerId).toSorted(),
    );
    const pending = valueOf(await list({ state: 'pending', reason: 'identityNoAnswer' }));
    assert.equal(pending.rows.length, 3);
    assert.deepEqual(
      pending.counts.toSorted((a, b) => (a.state < b.state ? -1 : 1)),
      [
        { state: 'admitted', workers: 20 },
        { state: 'pending', workers: 3 },
      ],
    );
    assert.equal(valueOf(await list({ search: '阿依古丽7' })).rows.length, 1);
  });

  test('别的客户看不到', async () => {
    const worker = sampleWorker();
    await admitWorkers(world, client, [worker]);
    const other = await castGigClient(world);
    const read = await world.as(other.tenantId, (tx) => readWorker(tx, worker));
    assert.equal(codeOf(read), 'worker.not_found');
    const listed = await world.as(other.tenantId, (tx) =>
      listWorkers(tx, { tenantId: other.tenantId }),
    );
    assert.deepEqual(valueOf(listed).rows, []);
  });
});
