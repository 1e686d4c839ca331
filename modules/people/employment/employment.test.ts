import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Id, newId, type PlainDate, plainDate } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import type { EntityId } from '../legal-entity/legal-entity.ts';
import { setPayeeAccount } from '../payee-account/set-payee-account.ts';
import { castClient, castHouse, entity, idCardNumber, joiner, valueOf } from '../testing.ts';
import { createEmployment } from './create-employment.ts';
import type { EmploymentForm } from '../three-in-one/three-in-one.ts';
import type { EmploymentId } from './employment.ts';
import { endEmployment } from './end-employment.ts';
import { getEmployment } from './get-employment.ts';
import { joinPerson } from './join-person.ts';
import { listEmployments } from './list-employments.ts';
import { listHeadcounts } from './list-headcounts.ts';
import { reviseEmployment } from './revise-employment.ts';
import { updateEmployment } from './update-employment.ts';

let world: TestHost;
let retail: TenantId;
let store: EntityId;
let provider: EntityId;
before(async () => {
  world = await createTestHost();
  provider = await castHouse(world);
  retail = await castClient(world, 'agency');
  store = (await entity(world, retail, '华联商厦有限公司')).id;
});
after(() => world.close());

const codeOf = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? null : result.failure!.code;
const day = (text: string): PlainDate => plainDate(text);

type Joining = Parameters<typeof joinPerson>[1];
function join(
  at: TenantId,
  person: Partial<Joining['person']>,
  employment: Partial<Joining['employment']> = {},
  rest: Partial<Joining> = {},
) {
  const input = {
    tenantId: at,
    person: { name: '巴音', documentKind: 'idCard' as const, documentNumber: '', ...person },
    employment: {
      contractEntityId: store,
      form: 'fullTime' as const,
      workCityCode: '110000',
      startsOn: day('2026-03-02'),
      ...employment,
    },
    ...rest,
  };
  return world.as(at, (tx) => joinPerson(tx, input));
}

describe('办理入职', () => {
  test('一步建人员、账户、用工关系；三位一体结果随答复给出', async () => {
    const payeeAccount = {
      bankName: '建设银行',
      accountNumber: '0100200300400',
      holderName: '巴音',
    };
    const joined = valueOf(
      await join(retail, { documentNumber: idCardNumber(1) }, {}, { payeeAccount }),
    );
    assert.deepEqual(joined.threeInOne, []);
    const all = valueOf(
      await world.as(retail, (tx) =>
        getEmployment(tx, { tenantId: retail, employmentId: joined.id }),
      ),
    );
    assert.equal(all.accounts[0]!.accountMasked, '0100*****0400');
    assert.equal(all.employment.state, 'active');
    assert.equal(all.person.name, '巴音');
    assert.equal(all.revisions.length, 1);
    const types = await world.as(
      retail,
      (tx) => tx.sql<{ type: string }>`
      select type from platform.outbox where tenant_id = ${retail} order by type`,
    );
    assert.deepEqual(
      types.map(({ type }) => type),
      ['employment.started', 'payee_account.changed', 'person.changed'],
    );
  });

  test('离职后再入职：凭证件找到原来的人', async () => {
    const documentNumber = idCardNumber(2);
    const first = valueOf(await join(retail, { documentNumber }));
    const end = {
      tenantId: retail,
      employmentId: first.id,
      endsOn: day('2026-05-31'),
      leavingReason: 'resignation' as const,
    };
    assert.ok((await world.as(retail, (tx) => endEmployment(tx, end))).ok);
    const again = valueOf(await join(retail, { documentNumber }, { startsOn: day('2026-06-01') }));
    assert.equal(again.personId, first.personId);
    assert.notEqual(again.id, first.id);
  });

  test('拒绝：按次序逐项答复', async () => {
    const documentNumber = idCardNumber(3);
    const number = { employeeNumber: 'A-1' };
    const known = valueOf(await join(retail, { documentNumber }, number));
    assert.ok(known);
    const broken = { bankName: '某', accountNumber: '1', holderName: '巴音' };
    const other = idCardNumber(4);
    const table: [string, Awaited<ReturnType<typeof join>>][] = [
      ['person.document_malformed', await join(retail, { documentNumber: '1' })],
      ['person.phone_malformed', await join(retail, { documentNumber: other, phone: '1' })],
      ['person.name_differs', await join(retail, { documentNumber, name: '别人' })],
      [
        'payee_account.number_malformed',
        await join(retail, { documentNumber: other }, {}, { payeeAccount: broken }),
      ],
      [
        'employment.entity_not_found',
        await join(retail, { documentNumber: other }, { contractEntityId: newId<'ent'>() }),
      ],
      [
        'employment.entity_not_found',
        await join(retail, { documentNumber: other }, { insuranceEntityId: newId<'ent'>() }),
      ],
      [
        'employment.host_required',
        await join(retail, { documentNumber: other }, { form: 'dispatch', hostEntityId: provider }),
      ],
      [
        'three_in_one.refused',
        await join(retail, { documentNumber: other }, { insuranceEntityId: provider }),
      ],
      ['employment.overlaps', await join(retail, { documentNumber })],
      ['employment.number_taken', await join(retail, { documentNumber: other }, number)],
    ];
    for (const [code, answer] of table) assert.equal(codeOf(answer), code);
    const refused = await join(retail, { documentNumber: other }, { insuranceEntityId: provider });
    assert.ok(!refused.ok && 'articles' in refused.failure);
    assert.ok(refused.failure.articles.includes('社会保险法第八十八条'));
  });

  test('同一人在两个主体：两段用工关系，各自独立', async () => {
    const second = (await entity(world, retail, '华联物流有限公司')).id;
    const { personId } = await joiner(world, retail, store);
    const create = (contractEntityId: EntityId, changed: object = {}) => {
      const input = {
        tenantId: retail,
        personId,
        contractEntityId,
        form: 'fullTime' as EmploymentForm,
        workCityCode: '110000',
        startsOn: day('2026-04-01'),
        ...changed,
      };
      return world.as(retail, (tx) => createEmployment(tx, input));
    };
    assert.equal(valueOf(await create(second)).contractEntityId, second);
    assert.equal(codeOf(await create(store)), 'employment.overlaps');
    assert.equal(codeOf(await create(store, { personId: newId<'per'>() })), 'person.not_found');
    assert.equal(codeOf(await create(newId<'ent'>())), 'employment.entity_not_found');
    assert.equal(codeOf(await create(second, { form: 'dispatch' })), 'employment.host_required');
    assert.equal(
      codeOf(await create(store, { insuranceEntityId: second })),
      'three_in_one.refused',
    );
    await joiner(world, retail, second);
    const third = (await entity(world, retail, '华联百货有限公司')).id;
    assert.ok((await create(third, { employeeNumber: 'B-1' })).ok);
    const another = await joiner(world, retail, store);
    const same = { personId: another.personId, employeeNumber: 'B-1' };
    assert.equal(codeOf(await create(third, same)), 'employment.number_taken');
  });

  test('两人同时办同一人的入职：后来的等前一个提交，然后因重叠被拒绝', async () => {
    const documentNumber = idCardNumber(5);
    let second: ReturnType<typeof join> | null = null;
    await world.as(retail, async (tx) => {
      const input = {
        tenantId: retail,
        person: { name: '巴音', documentKind: 'idCard' as const, documentNumber },
        employment: {
          contractEntityId: store,
          form: 'fullTime' as const,
          workCityCode: '110000',
          startsOn: day('2026-03-02'),
        },
      };
      assert.ok((await joinPerson(tx, input)).ok);
      second = join(retail, { documentNumber });
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    assert.equal(codeOf(await second!), 'employment.overlaps');
  });
});

describe('离职、更正、异动', () => {
  const end = (employmentId: EmploymentId, endsOn: string, at = retail) =>
    world.as(at, (tx) =>
      endEmployment(tx, {
        tenantId: at,
        employmentId,
        endsOn: day(endsOn),
        leavingReason: 'resignation',
      }),
    );

  test('离职：最后一天仍在职，次日离职；再办一次被拒绝', async () => {
    const { id } = await joiner(world, retail, store);
    assert.equal(codeOf(await end(newId<'emp'>(), '2026-06-30')), 'employment.not_found');
    assert.equal(codeOf(await end(id, '2026-01-04')), 'employment.ends_before_start');
    assert.equal(valueOf(await end(id, '2026-11-23')).state, 'active');
    assert.equal(codeOf(await end(id, '2026-11-24')), 'employment.already_ended');
    const stateOn = async (asOf: string) => {
      const input = { tenantId: retail, asOf: day(asOf), limit: 500 };
      const { rows } = valueOf(await world.as(retail, (tx) => listEmployments(tx, input)));
      return rows.find((row) => row.id === id)!.state;
    };
    assert.deepEqual(
      [await stateOn('2026-01-04'), await stateOn('2026-11-23'), await stateOn('2026-11-24')],
      ['joining', 'active', 'left'],
    );
  });

  test('两人同时办离职：只有一个成功', async () => {
    const { id } = await joiner(world, retail, store);
    let second: ReturnType<typeof end> | null = null;
    await world.as(retail, async (tx) => {
      const input = {
        tenantId: retail,
        employmentId: id,
        endsOn: day('2026-10-31'),
        leavingReason: 'retirement' as const,
      };
      assert.ok((await endEmployment(tx, input)).ok);
      second = end(id, '2026-11-30');
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    assert.equal(codeOf(await second!), 'employment.already_ended');
  });

  test('更正：日期、原因、工号，按次序答复；撤销离职', async () => {
    const { id } = await joiner(world, retail, store, { startsOn: '2026-02-02' });
    await joiner(world, retail, store);
    const update = (changed: object, employmentId = id) => {
      const input = {
        tenantId: retail,
        employmentId,
        employeeNumber: 'C-1',
        startsOn: day('2026-02-02'),
        endsOn: null,
        leavingReason: null,
        ...changed,
      };
      return world.as(retail, (tx) => updateEmployment(tx, input));
    };
    assert.ok((await end(id, '2026-06-30')).ok);
    assert.equal(valueOf(await update({})).endsOn, null);
    assert.equal(codeOf(await update({}, newId<'emp'>())), 'employment.not_found');
    const early = { endsOn: day('2026-01-31'), leavingReason: 'other' };
    assert.equal(codeOf(await update(early)), 'employment.ends_before_start');
    assert.equal(
      codeOf(await update({ endsOn: day('2026-06-30') })),
      'employment.leaving_reason_missing',
    );
    const revise = {
      tenantId: retail,
      employmentId: id,
      appliesFrom: day('2026-04-01'),
      form: 'fullTime' as const,
      workCityCode: '110000',
    };
    assert.ok((await world.as(retail, (tx) => reviseEmployment(tx, revise))).ok);
    assert.equal(
      codeOf(await update({ startsOn: day('2026-04-01') })),
      'employment.starts_after_revision',
    );
    assert.equal(valueOf(await update({ startsOn: day('2026-03-31') })).startsOn, '2026-03-31');
    const taken = await joiner(world, retail, store);
    assert.equal(codeOf(await update({}, taken.id)), 'employment.number_taken');
  });

  test('更正后与另一段用工关系重叠：拒绝', async () => {
    const document = idCardNumber(40);
    const first = await joiner(world, retail, store, { document, startsOn: '2026-01-05' });
    assert.ok((await end(first.id, '2026-03-31')).ok);
    await joiner(world, retail, store, { document, startsOn: '2026-04-01' });
    const input = {
      tenantId: retail,
      employmentId: first.id,
      employeeNumber: null,
      startsOn: day('2026-01-05'),
      endsOn: null,
      leavingReason: null,
    };
    const answer = await world.as(retail, (tx) => updateEmployment(tx, input));
    assert.equal(codeOf(answer), 'employment.overlaps');
  });

  test('异动：自某日起生效，前后各看各的；插在已有异动之前只管到那一天', async () => {
    const { id } = await joiner(world, retail, store, { startsOn: '2026-01-05' });
    const revise = (appliesFrom: string, department: string, changed: object = {}) => {
      const input = {
        tenantId: retail,
        employmentId: id,
        appliesFrom: day(appliesFrom),
        form: 'fullTime' as EmploymentForm,
        department,
        workCityCode: '110000',
        ...changed,
      };
      return world.as(retail, (tx) => reviseEmployment(tx, input));
    };
    assert.ok((await revise('2026-09-01', '九月部')).ok);
    assert.ok((await revise('2026-06-01', '六月部')).ok);
    assert.ok((await revise('2026-06-01', '六月新部')).ok);
    const departmentOn = (on: string) =>
      world.as(retail, async (tx) => {
        const rows = await tx.sql<{ department: string | null }>`
          select department from people.payable_employment_term
           where terms_from <= ${on}::date
             and (terms_to is null or terms_to >= ${on}::date)
             and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and employment_id = ${id}`;
        return rows.map((row) => row.department);
      });
    assert.deepEqual(await departmentOn('2026-01-04'), []);
    assert.deepEqual(await departmentOn('2026-05-31'), [null]);
    assert.deepEqual(await departmentOn('2026-06-01'), ['六月新部']);
    assert.deepEqual(await departmentOn('2026-08-31'), ['六月新部']);
    assert.deepEqual(await departmentOn('2027-01-01'), ['九月部']);
    assert.equal(codeOf(await revise('2026-01-04', '早')), 'employment.revision_outside');
    assert.equal(
      codeOf(await revise('2026-07-01', '', { payTaxEntityId: newId<'ent'>() })),
      'employment.entity_not_found',
    );
    assert.equal(
      codeOf(await revise('2026-07-01', '', { form: 'dispatch' })),
      'employment.host_required',
    );
    assert.equal(
      codeOf(await revise('2026-07-01', '', { insuranceEntityId: provider })),
      'three_in_one.refused',
    );
    const unknown = { employmentId: newId<'emp'>() };
    assert.equal(codeOf(await revise('2026-07-01', '', unknown)), 'employment.not_found');
  });
});

describe('花名册和人数', () => {
  let mall: TenantId;
  let people: Record<string, { id: Id<'emp'>; personId: Id<'per'> }>;
  before(async () => {
    mall = await castClient(world, 'agency', '商场');
    const shop = (await entity(world, mall, '商场有限公司')).id;
    people = {
      古丽: await joiner(world, mall, shop, { name: '古丽', startsOn: '2026-11-02' }),
      䶮: await joiner(world, mall, shop, { name: '欧阳䶮', startsOn: '2026-12-01' }),
      '100%': await joiner(world, mall, shop, { name: '百分百%', startsOn: '2025-01-02' }),
    };
    const leave = {
      tenantId: mall,
      employmentId: people['100%']!.id,
      endsOn: day('2026-11-20'),
      leavingReason: 'death' as const,
    };
    assert.ok((await world.as(mall, (tx) => endEmployment(tx, leave))).ok);
    const account = {
      tenantId: mall,
      personId: people['古丽']!.personId,
      bankName: '某',
      accountNumber: '0100200300400',
      holderName: '古丽',
    };
    assert.ok((await world.as(mall, (tx) => setPayeeAccount(tx, account))).ok);
  });

  const list = (changed: object, at = mall) =>
    world.as(at, (tx) => listEmployments(tx, { tenantId: at, ...changed })).then(valueOf);

  test('筛选：状态、姓名片段（% 不是通配）、城市、主体', async () => {
    const names = async (changed: object) => (await list(changed)).rows.map(({ name }) => name);
    assert.deepEqual(await names({ state: 'active' }), ['古丽']);
    assert.deepEqual(await names({ state: 'joining' }), ['欧阳䶮']);
    assert.deepEqual(await names({ state: 'left' }), ['百分百%']);
    assert.deepEqual(await names({ search: '䶮' }), ['欧阳䶮']);
    assert.deepEqual(await names({ search: '%' }), ['百分百%']);
    assert.deepEqual(await names({ cityCode: '310000' }), []);
    assert.deepEqual(await names({ entityId: newId<'ent'>() }), []);
    assert.deepEqual((await list({})).headcount, { joining: 1, active: 1, left: 1 });
  });

  test('翻页：不重不漏，人数只在第一页', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 1, ...(after ? { after } : {}) });
      seen.push(...page.rows.map(({ id }) => id));
      assert.equal(page.headcount === null, after !== undefined);
      after = page.next ?? undefined;
    } while (after);
    assert.deepEqual(
      seen.toSorted(),
      Object.values(people)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  test('各客户人数：本月入离职、没有账户的人', async () => {
    const { rows } = valueOf(await world.as(mall, (tx) => listHeadcounts(tx, {})));
    assert.deepEqual(rows, [
      {
        tenantId: mall,
        joining: 1,
        active: 1,
        left: 1,
        joinedThisMonth: 1,
        leftThisMonth: 1,
        withoutAccount: 1,
      },
    ]);
  });

  test('别的客户看不到任何人', async () => {
    assert.deepEqual((await list({}, await castClient(world, 'agency', '别家'))).rows, []);
    const other = await castClient(world, 'agency', '另家');
    const input = { tenantId: other, employmentId: people['古丽']!.id };
    const answer = await world.as(other, (tx) => getEmployment(tx, input));
    assert.equal(codeOf(answer), 'employment.not_found');
  });
});
