import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Id, newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import { documentKindOf, documentTypeName, endEmployment, joinPerson } from '@heyi/people';
import { castClient, castHouse, entity, idCardNumber, valueOf } from '@heyi/people/testing';
import { readFile, readSheet, tenantCipher, type TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import { type SandboxTaxBureau, startSandboxTaxBureau } from '@heyi/sandbox';
import { listFindings } from '../finding/list-findings.ts';
import { calculate, employee, unlockedRun } from '../testing/filing-world.ts';
import { importFile } from '../testing/import-file.ts';
import { collectTaxpayers } from './collect-taxpayers.ts';
import { generateTaxpayerSheet } from './generate-taxpayer-sheet.ts';
import { listTaxpayers } from './list-taxpayers.ts';
import { nationalityName } from './nationality.ts';
import { taxpayerFeedback } from './taxpayer-feedback.ts';

let world: TestHost;
let bureau: SandboxTaxBureau;
before(async () => {
  world = await createTestHost();
  bureau = await startSandboxTaxBureau();
});
after(async () => {
  await bureau.stop();
  await world.close();
});
beforeEach(() => world.clock.set('2026-11-20T01:00:00.000Z'));

type Filer = { tenantId: TenantId; entityId: Id<'ent'>; creditCode: string };

async function company(name: string): Promise<Filer> {
  const tenantId = await castClient(world, 'agency', name);
  const own = await entity(world, tenantId, `${name}有限公司`);
  return { tenantId, entityId: own.id, creditCode: own.uscc };
}

const inputOf = ({ tenantId, entityId }: Filer) => ({ tenantId, entityId });

async function collect(filer: Filer) {
  return valueOf(await world.as(filer.tenantId, (tx) => collectTaxpayers(tx, inputOf(filer))));
}

async function sheet(filer: Filer, people: 'changes' | 'waiting' = 'changes') {
  return world.as(filer.tenantId, async (tx) => {
    const made = valueOf(await generateTaxpayerSheet(tx, { ...inputOf(filer), people }));
    return { ...made, content: (await readFile(tx, made.fileId))!.content };
  });
}

/** The bureau's answer to a sheet, taken in. */
async function report(filer: Filer, content: Uint8Array) {
  const answer = await bureau.register(filer.creditCode, content);
  assert.ok('sheet' in answer, 'text' in answer ? answer.text : '');
  const subject = { subjectId: filer.entityId, content: answer.sheet };
  return importFile(world, filer.tenantId, taxpayerFeedback, subject);
}

async function standing(filer: Filer) {
  const { rows } = valueOf(
    await world.as(filer.tenantId, (tx) => listTaxpayers(tx, inputOf(filer))),
  );
  return new Map(rows.map((row) => [row.personName, row]));
}

async function rowsOf(content: Uint8Array): Promise<string[][]> {
  const rows: string[][] = [];
  const read = await readSheet(content, {}, ({ cells }) => {
    rows.push(cells.map((cell) => cell?.text ?? ''));
  });
  assert.ok(read.ok);
  return rows;
}

test('采集：新入职进采集表，五十一列与模板一致，手机缺失的留在外面并说明', async () => {
  const filer = await company('采集');
  const { tenantId, entityId } = filer;
  await employee(world, tenantId, entityId, { name: '欧阳䶮', employeeNumber: 'A001' });
  await employee(world, tenantId, entityId, { name: '阿依古丽·买买提', employeeNumber: 'A002' });
  await employee(world, tenantId, entityId, { name: '没有手机', phone: null });
  assert.deepEqual(await collect(filer), {
    people: 3,
    joiners: 3,
    leavers: 0,
    changed: 0,
    keyField: 0,
    incomplete: 1,
  });
  const made = await sheet(filer);
  assert.deepEqual(
    made.leftOut.map(({ personName, missing }) => [personName, missing]),
    [['没有手机', ['phone']]],
  );
  const [header, ...people] = await rowsOf(made.content);
  assert.equal(header!.length, 51);
  assert.deepEqual(
    people.map((row) => [row[0], row[1], row[2], row[4], row[8], row[11], row[12], row[13]]),
    [
      ['A001', '欧阳䶮', '居民身份证', '中国', '雇员', '13812345678', '2026-01-05', ''],
      ['A002', '阿依古丽·买买提', '居民身份证', '中国', '雇员', '13812345678', '2026-01-05', ''],
    ],
  );
  assert.match(people[0]![6]!, /^1990-03-07$/);
  assert.match(people[0]![5]!, /^[男女]$/);
});

test('反馈：两人身份验证不通过，一人报送失败，一人待反馈，其余成功', async () => {
  const filer = await company('反馈');
  const { tenantId, entityId } = filer;
  const names = [
    '沈知微',
    '沙箱身份不符',
    '沙箱首次入职冲突',
    '沙箱重复任职',
    '沙箱反馈滞后',
    '沙箱暂不验证',
  ];
  for (const name of names) await employee(world, tenantId, entityId, { name });
  await employee(world, tenantId, entityId, { name: '沙箱身份不符' });
  await collect(filer);
  const { outcomes, errors } = await report(filer, (await sheet(filer)).content);
  assert.deepEqual([outcomes.length, errors.length], [7, 0]);
  const { rows, counts } = valueOf(
    await world.as(tenantId, (tx) => listTaxpayers(tx, inputOf(filer))),
  );
  assert.deepEqual(counts, {
    people: 7,
    toReport: 0,
    reporting: 1,
    reported: 4,
    failed: 2,
    identityRefused: 2,
    incomplete: 0,
  });
  const of = (name: string) => rows.find((row) => row.personName === name)!;
  assert.deepEqual([of('沈知微').state, of('沈知微').identity], ['reported', 'verified']);
  assert.deepEqual(
    [of('沙箱身份不符').state, of('沙箱身份不符').identity, of('沙箱身份不符').failure],
    ['reported', 'refused', '姓名与公安信息不一致'],
  );
  assert.equal(of('沙箱首次入职冲突').failure, '当年首次入职信息与其他单位申报冲突');
  assert.equal(of('沙箱暂不验证').identity, 'deferred');
  assert.equal(of('沙箱反馈滞后').state, 'reporting');
});

test('身份验证不通过：下一次发薪计算提醒，写明税局的原因', async () => {
  const filer = await company('检查');
  const { tenantId, entityId } = filer;
  const employmentId = await employee(world, tenantId, entityId, { name: '沙箱身份不符' });
  await collect(filer);
  await report(filer, (await sheet(filer)).content);
  const month = [{ employmentId, basePay: yuan('9000') }];
  const runId = await unlockedRun(world, tenantId, payPeriod('2026-11'), month);
  await calculate(world, tenantId, runId);
  const key = 'taxpayer.identity_refused';
  const { rows } = valueOf(
    await world.as(tenantId, (tx) => listFindings(tx, { tenantId, runId, key })),
  );
  assert.deepEqual(
    rows.map((row) => [row.severity, row.personName, row.evidence['reason']]),
    [['warning', '沙箱身份不符', '姓名与公安信息不一致']],
  );
});

test('上次采集之后：离职、改手机进下一张表，没变的不再报，改名的不进表', async () => {
  const filer = await company('变动');
  const { tenantId, entityId } = filer;
  const leaver = await employee(world, tenantId, entityId, { name: '要走的' });
  for (const name of ['不变的', '换手机的', '改名的']) {
    await employee(world, tenantId, entityId, { name });
  }
  await collect(filer);
  await report(filer, (await sheet(filer)).content);
  await assertNothing(filer);

  await world.as(tenantId, async (tx) => {
    const left = { endsOn: plainDate('2026-11-18'), leavingReason: 'resignation' as const };
    valueOf(await endEmployment(tx, { tenantId, employmentId: leaver, ...left }));
    const sealed = (await tenantCipher(tx)).seal('13987654321');
    await tx.sql`
      update people.person set phone_sealed = ${sealed} where tenant_id = ${tenantId} and name = '换手机的'`;
    await tx.sql`
      update people.person set name = '改了名的' where tenant_id = ${tenantId} and name = '改名的'`;
  });
  assert.deepEqual(await collect(filer), {
    people: 4,
    joiners: 0,
    leavers: 1,
    changed: 1,
    keyField: 1,
    incomplete: 0,
  });
  const made = await sheet(filer);
  const people = (await rowsOf(made.content)).slice(1);
  assert.deepEqual(
    people.map((row) => [row[1], row[11], row[13]]).toSorted((a, b) => (a[1]! > b[1]! ? -1 : 1)),
    [
      ['换手机的', '13987654321', ''],
      ['要走的', '13812345678', '2026-11-18'],
    ],
  );
  assert.equal((await standing(filer)).get('改了名的')!.change, 'keyField');
  await report(filer, made.content);
  await collect(filer);
  await assertNothing(filer);
});

async function assertNothing(filer: Filer): Promise<void> {
  const nothing = await world.as(filer.tenantId, (tx) =>
    generateTaxpayerSheet(tx, { ...inputOf(filer), people: 'changes' }),
  );
  assert.equal(nothing.ok ? '' : nothing.failure.code, 'taxpayer.nothing_to_report');
}

test('还在等反馈的人：默认不再进表，选择连同等待的则再给一张同样的表', async () => {
  const filer = await company('重发');
  await employee(world, filer.tenantId, filer.entityId, { name: '沈知微' });
  await collect(filer);
  const first = await sheet(filer);
  await assertNothing(filer);
  const second = await sheet(filer, 'waiting');
  assert.deepEqual(await rowsOf(second.content), await rowsOf(first.content));
});

test('反馈有坏行：不认识的证件类型、不在本单位、姓名不符、没有报过、失败没有原因、状态不认识、重复', async () => {
  const filer = await company('坏反馈');
  const { tenantId, entityId } = filer;
  const number = idCardNumber(801);
  const unsent = idCardNumber(802);
  await employee(world, tenantId, entityId, { name: '沈知微', documentNumber: number });
  await collect(filer);
  await sheet(filer);
  await employee(world, tenantId, entityId, { name: '没报过', documentNumber: unsent });
  await collect(filer);
  const lines = [
    '姓名,证件类型,证件号码,报送状态,身份验证状态,失败原因',
    `沈知微,军官证,${number},报送成功,验证通过,`,
    `陌生人,居民身份证,${idCardNumber(803)},报送成功,验证通过,`,
    `沈知,居民身份证,${idCardNumber(801)},报送成功,验证通过,`,
    `没报过,居民身份证,${unsent},报送成功,验证通过,`,
    `沈知微,居民身份证,${number},天知道,验证通过,`,
  ];
  const subject = { subjectId: entityId, content: Buffer.from(`${lines.join('\n')}\n`) };
  const bad = await importFile(world, tenantId, taxpayerFeedback, subject);
  assert.deepEqual(
    bad.outcomes.map((outcome) =>
      outcome.outcome === 'invalid' ? outcome.problems[0]!.problem.code : outcome.outcome,
    ),
    [
      'taxpayer.document_type_unknown',
      'taxpayer.not_on_file',
      'taxpayer.name_differs',
      'taxpayer.not_sent',
    ],
  );
  assert.deepEqual(
    bad.errors.map(({ key }) => key),
    ['state'],
  );
  const rest = [
    '姓名,证件号码,报送状态,身份验证状态,失败原因',
    `沈知微,${number},报送失败,,`,
    `沈知微,${number},报送成功,验证通过,`,
  ];
  const content = Buffer.from(`${rest.join('\n')}\n`);
  const { outcomes } = await importFile(world, tenantId, taxpayerFeedback, {
    subjectId: entityId,
    content,
  });
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['invalid', 'duplicate'],
  );
  assert.equal((await standing(filer)).get('沈知微')!.state, 'reporting');
});

test('服务商的一个主体在两个客户用工：一次采集两边的人，同一个人只有一行', async () => {
  const house = await castHouse(world);
  const filer = { tenantId: world.host.houseId, entityId: house, creditCode: '91110105MA000001X' };
  const documentNumber = idCardNumber(905);
  for (const name of ['甲客户', '乙客户']) {
    const client = await castClient(world, 'outsourcing', name);
    const startsOn = name === '甲客户' ? '2026-02-01' : '2026-09-01';
    await employee(world, client, house, { name: '两边都做', documentNumber, startsOn });
    await employee(world, client, house, { name: `${name}的人` });
  }
  assert.equal((await collect(filer)).people, 3);
  const both = (await standing(filer)).get('两边都做')!;
  assert.equal(both.employedFrom, '2026-02-01');
});

test('外国护照：国籍、性别、出生日期要补全；类型按国籍和号段写成扣缴端的名称', async () => {
  const filer = await company('护照');
  const { tenantId, entityId } = filer;
  const person = {
    name: 'MARIE DUPONT',
    documentKind: 'passport' as const,
    documentNumber: 'AB1234567',
  };
  const employment = {
    contractEntityId: entityId,
    payTaxEntityId: entityId,
    form: 'fullTime' as const,
    workCityCode: '110000',
    startsOn: plainDate('2026-10-01'),
  };
  await world.as(tenantId, async (tx) => {
    const joined = await joinPerson(tx, { tenantId, person, employment });
    valueOf(joined);
  });
  await collect(filer);
  const { missing } = (await standing(filer)).get('MARIE DUPONT')!;
  assert.deepEqual(missing, ['sex', 'birthDate', 'nationality', 'phone']);

  const types = [
    ['passport', 'E12345678', 'CHN', '中国护照'],
    ['passport', 'AB1234567', 'FRA', '外国护照'],
    ['hkMacaoTaiwanResidencePermit', '810000199003072017', 'CHN', '中华人民共和国港澳居民居住证'],
    ['hkMacaoTaiwanResidencePermit', '830000199003072017', 'CHN', '中华人民共和国台湾居民居住证'],
    ['hkMacaoPermit', 'H12345678', 'CHN', '港澳居民来往内地通行证'],
    ['taiwanPermit', '12345678', 'CHN', '台湾居民来往大陆通行证'],
    ['foreignPermanentResident', '911124199003072017', 'USA', '外国人永久居留身份证'],
  ] as const;
  for (const [kind, number, nationality, name] of types) {
    assert.equal(documentTypeName(kind, number, nationality), name);
    assert.equal(documentKindOf(name), kind);
  }
  assert.deepEqual(['CHN', 'HKG', 'TWN', 'FRA', 'ZZZ'].map(nationalityName), [
    '中国',
    '中国香港',
    '中国台湾',
    '法国',
    null,
  ]);
});

test('别的租户的主体、不存在的主体：没有这个法人主体；反馈也不收', async () => {
  const filer = await company('本家');
  const stranger = await company('外家');
  const input = { tenantId: stranger.tenantId, entityId: filer.entityId };
  const answers = await world.as(stranger.tenantId, async (tx) => [
    await collectTaxpayers(tx, input),
    await listTaxpayers(tx, input),
    await generateTaxpayerSheet(tx, { ...input, people: 'changes' }),
    await collectTaxpayers(tx, { ...input, entityId: newId() }),
  ]);
  for (const answer of answers) {
    assert.equal(answer.ok ? '' : answer.failure.code, 'legal_entity.not_found');
  }
  const refusal = await world.as(stranger.tenantId, (tx) =>
    taxpayerFeedback.refusal(tx, filer.entityId),
  );
  assert.deepEqual(refusal, { code: 'taxpayer.subject_missing' });
});
