import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addDays, payPeriod, plainDate } from '@heyi/kernel';
import {
  contentHashThrough,
  currentPolicy,
  enrolmentProcedure,
  figuresEnding,
  housingFundCities,
  openPolicy,
  policyLibrary,
  policySource,
  policyVersion,
  socialInsuranceCities,
} from './index.ts';
import { readLibrary } from './policy-files.ts';

const { figures, versions } = policyLibrary();
const allFigures = [...figures.values()];

test('在册城市：社会保险22个，住房公积金134个', () => {
  assert.equal(socialInsuranceCities().length, 22);
  assert.equal(housingFundCities().length, 134);
});

test('每个数值都有出处', () => {
  const bare = allFigures.flatMap(({ key, values }) =>
    values.filter(({ sources }) => sources.length === 0).map(() => key),
  );
  assert.deepEqual(bare, []);
  assert.equal(policySource('BJ-2026')?.published, '2026-08-21');
  assert.equal(policySource('NO-SUCH'), null);
});

test('编者所知的数值都标为未核', () => {
  const bold = allFigures.flatMap(({ key, values }) =>
    values.filter((value) => value.mark === 'own-knowledge' && !value.unverified).map(() => key),
  );
  assert.deepEqual(bold, []);
});

test('同一登记日的数值按日期排列，不重叠、无空档', () => {
  const faults: string[] = [];
  for (const { key, values } of allFigures) {
    for (const [index, value] of values.slice(1).entries()) {
      const before = values[index]!;
      if (before.recordedOn !== value.recordedOn) continue;
      const isContiguous =
        before.appliesTo !== null && value.appliesFrom === addDays(before.appliesTo, 1);
      if (!isContiguous) faults.push(`${key} ${value.appliesFrom}`);
    }
  }
  assert.deepEqual(faults, []);
});

test('没有数值的项目写明原因', () => {
  const empty = allFigures.filter(({ values }) => values.length === 0);
  assert.deepEqual(empty.map(({ key }) => key).toSorted(), [
    'cn.housing-fund.430400.housingFund',
    'cn.housing-fund.659001.housingFund',
  ]);
  assert.ok(empty.every(({ note }) => note !== null));
});

test('经办规则：按城市与月份；没有的是未知，不拿社保的当公积金的', () => {
  const beijing = enrolmentProcedure('social-insurance', '110000', payPeriod('2026-11'));
  assert.deepEqual([beijing?.enrolDay, beijing?.stopDay, beijing?.unverified], [25, 25, true]);
  assert.equal(beijing?.filingFirst, null);
  // 登记的第一个月也管以前的月份。
  const before = enrolmentProcedure('social-insurance', '110000', payPeriod('2020-01'));
  assert.deepEqual(before, beijing);
  assert.equal(enrolmentProcedure('housing-fund', '110000', payPeriod('2026-11')), null);
  assert.equal(enrolmentProcedure('social-insurance', '650100', payPeriod('2026-11')), null);
  const bold = [...policyLibrary().procedures.values()].flatMap(({ code, procedures }) =>
    procedures
      .flatMap(({ values }) =>
        values.filter(({ mark, unverified }) => mark === 'own-knowledge' && !unverified),
      )
      .map(() => code),
  );
  assert.deepEqual(bold, []);
});

test('各险种上限不低于下限', () => {
  const wrong = allFigures.flatMap(({ key, values }) =>
    values.flatMap(({ value }) => {
      const bounds = value as { floor?: number | null; cap?: number | null };
      return bounds.floor && bounds.cap && bounds.floor > bounds.cap ? [key] : [];
    }),
  );
  assert.deepEqual(wrong, []);
});

test('版本的内容散列未变：已登记的数值只增不改', () => {
  for (const { version, recordedThrough, contentHash } of versions) {
    assert.equal(contentHashThrough(plainDate(recordedThrough)), contentHash, version);
  }
  const newest = allFigures.flatMap(({ values }) => values.map(({ recordedOn }) => recordedOn));
  assert.ok(newest.every((day) => day <= versions.at(-1)!.recordedThrough));
});

test('版本写入更新日志', () => {
  const changelog = readFileSync(join(import.meta.dirname, 'CHANGELOG.md'), 'utf8');
  for (const { version } of versions) assert.ok(changelog.includes(`## ${version} `), version);
});

test('按版本打开，可再限定知晓日', () => {
  assert.equal(currentPolicy.pin, policyVersion);
  const known = openPolicy(`${policyVersion}@2026-08-20`);
  assert.ok(known.ok);
  assert.equal(known.value.knownOn, '2026-08-20');
  const floor = (policy: typeof currentPolicy) => {
    const pension = policy.figure('cn.social-insurance.110000.pension', payPeriod('2026-07'));
    return pension.ok ? [pension.value.value.floor, pension.value.status] : pension.failure;
  };
  assert.deepEqual(floor(known.value), [716200, 'provisional']);
  assert.deepEqual(floor(currentPolicy), [727000, 'published']);
});

test('不存在的版本与日期不予打开', () => {
  for (const pin of ['9.9.9', `${policyVersion}@2026-02-30`, '']) {
    assert.deepEqual(openPolicy(pin), {
      ok: false,
      failure: { code: 'policy.version_unknown', pin },
    });
  }
});

test('没有的项目答未知', () => {
  assert.deepEqual(currentPolicy.figure('cn.minimum-wage.650100', payPeriod('2026-07')), {
    ok: false,
    failure: {
      code: 'policy.unknown_on',
      key: 'cn.minimum-wage.650100',
      on: '2026-07',
      reason: 'no_figure',
    },
  });
});

test('到期提醒：2026年底前到期的数值', () => {
  const endings = figuresEnding(plainDate('2026-11-21'), plainDate('2026-12-31'));
  const keys = endings.map(({ key }) => key);
  assert.ok(keys.includes('cn.social-insurance.440100.medical'));
  assert.ok(keys.includes('cn.holidays'));
  assert.ok(!keys.includes('cn.social-insurance.110000.pension'));
  assert.ok(endings.every(({ endsOn }) => endsOn === '2026-12-31'));
  assert.deepEqual(keys, keys.toSorted());
});

const copy = mkdtempSync(join(tmpdir(), 'heyi-policy-'));
after(() => rmSync(copy, { recursive: true }));

const damages: readonly (readonly [string, string, string, RegExp])[] = [
  ['税率不是小数', '"rate": "0.03"', '"rate": "3%"', /exact decimal/],
  ['金额缺两位小数', '"36000.00"', '"36000"', /two decimals/],
  ['级距倒置', '"144000.00"', '"3000.00"', /rising edges/],
  ['出处不存在', '"STA-2018-61"', '"STA-0000"', /sources\.json/],
  ['多出的字段', '"status"', '"state"', /one of/],
  ['日期不存在', '"2019-01-01"', '"2019-02-30"', /a day/],
  ['项目无定义', 'annual-table"', 'annual-tables"', /known shape/],
  ['证据标记不在册', '"official-quoted"', '"official"', /official-cited/],
];

test('文件有误不予加载：截止日不是一个月里的日子', () => {
  cpSync(join(import.meta.dirname, 'cn'), join(copy, 'cn'), { recursive: true });
  for (const name of ['sources.json', 'versions.json']) {
    cpSync(join(import.meta.dirname, name), join(copy, name));
  }
  const path = join(copy, 'cn/enrolment-procedure/110000.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"enrol_day": 25', '"enrol_day": 32'));
  assert.throws(() => readLibrary(copy), /a day of the month/);
  cpSync(join(import.meta.dirname, 'cn'), join(copy, 'cn'), { recursive: true });
});

for (const [title, from, to, expected] of damages) {
  test(`文件有误不予加载：${title}`, () => {
    cpSync(join(import.meta.dirname, 'cn'), join(copy, 'cn'), { recursive: true });
    for (const name of ['sources.json', 'versions.json']) {
      cpSync(join(import.meta.dirname, name), join(copy, name));
    }
    const path = join(copy, 'cn/income-tax/annual-table.json');
    const text = readFileSync(path, 'utf8');
    assert.ok(text.includes(from));
    writeFileSync(path, text.replace(from, to));
    assert.throws(() => readLibrary(copy), expected);
  });
}
