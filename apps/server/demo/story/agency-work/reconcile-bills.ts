import {
  arrearsContract,
  declarationContract,
  officialBillContract,
  type WireOutput,
} from '@heyi/contract';
import {
  add,
  assert,
  type Fen,
  fen,
  parseId,
  type PayPeriod,
  payPeriod,
  plainDate,
} from '@heyi/kernel';
import { tenantCipher } from '@heyi/platform';
import { clientOf } from '../../cast/companies.ts';
import { residentId } from '../../cast/numbers.ts';
import {
  type BillCity,
  type BilledPerson,
  officialBillSheet,
} from '../../files/official-bill-file.ts';
import { paperPdf } from '../../files/paper-pdf.ts';
import { workbookOf } from '../../files/workbook.ts';
import type { World } from '../open-companies.ts';
import { type Upload, wireTenant } from '../stage.ts';
import { unitsOf } from './open-orders.ts';

/** A unit whose bureau hands out its bill in one of the four forms. */
type BilledUnit = {
  readonly entityKey: string;
  readonly cityCode: string;
  readonly form: BillCity;
  /** What November's bill has against our lines; the unit's last month agrees. */
  readonly odd: (people: readonly BilledPerson[]) => BilledPerson[];
};

const last = payPeriod('2026-10');
const open = payPeriod('2026-11');
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const units: readonly BilledUnit[] = [
  { entityKey: 'retail-south', cityCode: '440100', form: 'guangzhou', odd: baseAndStranger },
  { entityKey: 'retail-delta', cityCode: '330100', form: 'hangzhou', odd: missingAndRounding },
  { entityKey: 'retail-south', cityCode: '440300', form: 'shenzhen', odd: twiceOnIt },
  { entityKey: 'retail-delta', cityCode: '320100', form: 'changsha', odd: lateFeeOnIt },
];

/** 基数不同, and a row of somebody whom the client has never employed. */
function baseAndStranger(people: readonly BilledPerson[]): BilledPerson[] {
  const stranger: BilledPerson = {
    name: '费怀瑾',
    documentNumber: residentId('440106', plainDate('1990-02-14'), 'male', 45),
    amounts: people[0]!.amounts,
  };
  return [raised(people[0]!), ...people.slice(1), stranger];
}

/** The bureau knows another base, and so another pension. */
function raised(person: BilledPerson): BilledPerson {
  return {
    ...person,
    amounts: person.amounts.map((one) =>
      one.kind === 'pension'
        ? {
            ...one,
            base: add(one.base, fen(40_000)),
            employer: add(one.employer, fen(6_000)),
            employee: add(one.employee, fen(3_200)),
          }
        : one,
    ),
  };
}

/** 账单没有 the last of them, and 尾差 of a fen for the first. */
function missingAndRounding(people: readonly BilledPerson[]): BilledPerson[] {
  const [first, ...others] = people;
  const rounded = first!.amounts.map((one) =>
    one.kind === 'unemployment' ? { ...one, employer: add(one.employer, fen(1)) } : one,
  );
  return [{ ...first!, amounts: rounded }, ...others.slice(0, -1)];
}

/** 重复行. */
function twiceOnIt(people: readonly BilledPerson[]): BilledPerson[] {
  return [...people, people[0]!];
}

/** 滞纳金 that nobody has answered for yet. */
function lateFeeOnIt(people: readonly BilledPerson[]): BilledPerson[] {
  const [first, ...others] = people;
  return [{ ...first!, lateFee: fen(1_286) }, ...others];
}

/** The bills of the last closed month came, were compared and accepted; one row stood on it twice. */
export async function acceptLastBills(world: World): Promise<void> {
  for (const unit of units) {
    const people = await ourPeople(world, unit, last);
    const listed = unit.form === 'shenzhen' ? twiceOnIt(people) : people;
    const bill = await takeIn(world, unit, last, listed);
    const tenantId = wireTenant(world.tenantOf('retail'));
    const specialist = world.player('insurance_specialist');
    const one = { tenantId, officialBillId: bill.id };
    if (bill.undecidedCount > 0) {
      await world.stage.act(specialist, officialBillContract.decideBillDifferences, {
        ...one,
        cause: 'duplicateRow',
        decision: 'dispute',
        note: '同一人列了两次，已请税务所删除重复行',
      });
    }
    const accepted = await world.stage.act(
      specialist,
      officialBillContract.acceptOfficialBill,
      one,
    );
    await world.stage.finish(world.tenantOf('retail'), accepted.jobId!);
  }
}

/**
 * November: lists declared with their receipts, bills with a few differences that wait for a decision,
 * and one debit that failed for want of money.
 */
export async function takeInOpenBills(world: World): Promise<void> {
  const { stage } = world;
  const specialist = world.player('insurance_specialist');
  const tenantId = wireTenant(world.tenantOf('retail'));
  for (const unit of units) {
    const registrations = await unitsOf(world, 'retail', unit);
    for (const kind of ['socialInsurance', 'medical'] as const) {
      await declare(world, registrations.get(kind)!, kind);
    }
    const people = await ourPeople(world, unit, open);
    const bill = await takeIn(world, unit, open, unit.odd(people));
    if (unit.form !== 'hangzhou') continue;
    await stage.act(specialist, officialBillContract.decideBillDifferences, {
      tenantId,
      officialBillId: bill.id,
      cause: 'rounding',
      decision: 'takeBill',
      note: '尾差以税务计算为准',
    });
  }
  const shenzhen = await unitsOf(world, 'retail', units[2]!);
  const registrationId = shenzhen.get('socialInsurance')!;
  await stage.act(specialist, declarationContract.startCollection, {
    tenantId,
    registrationId,
    period: open,
  });
  stage.moveTo(plainDate('2026-11-20'), '16:20');
  await stage.act(specialist, arrearsContract.recordDebitFailure, {
    tenantId,
    registrationId,
    period: open,
    dueOn: '2026-11-20',
    failedOn: '2026-11-20',
    reason: '扣款余额不足',
    responsibility: 'client',
  });
}

async function declare(world: World, registrationId: string, kind: string): Promise<void> {
  const { stage } = world;
  const specialist = world.player('insurance_specialist');
  const tenantId = wireTenant(world.tenantOf('retail'));
  const made = await stage.act(specialist, declarationContract.prepareDeclaration, {
    tenantId,
    registrationId,
    period: open,
  });
  await stage.finish(world.tenantOf('retail'), made.jobId!);
  const { personCount } = await stage.act(specialist, declarationContract.getDeclaration, {
    tenantId,
    declarationId: made.id,
  });
  if (personCount === 0) return;
  const officialNumber = `SBD${open.replace('-', '')}${registrationId.slice(-8).toUpperCase()}`;
  const content = paperPdf({
    layout: 'certificate',
    title: '社会保险费申报回执',
    agency: '税务征收服务厅',
    words: [
      `你单位 ${open} 费款所属期的${kind === 'medical' ? '医疗保险' : '社会保险'}费申报已受理。`,
      '请在当月缴费截止日前保证签约账户余额充足。',
    ],
    facts: [
      ['申报人数', String(personCount)],
      ['受理编号', officialNumber],
    ],
    code: officialNumber,
    issuedOn: stage.today(),
  });
  await stage.act(
    specialist,
    declarationContract.markDeclared,
    { tenantId, declarationId: made.id, officialNumber },
    { name: `${open} 申报回执.pdf`, type: 'application/pdf', content },
  );
}

type Bill = WireOutput<typeof officialBillContract.getOfficialBill>;

/** Read and compared. */
async function takeIn(
  world: World,
  { entityKey, cityCode, form }: BilledUnit,
  period: PayPeriod,
  people: readonly BilledPerson[],
): Promise<Bill> {
  const { stage } = world;
  const specialist = world.player('insurance_specialist');
  const tenantId = wireTenant(world.tenantOf('retail'));
  const registrations = await unitsOf(world, 'retail', { entityKey, cityCode });
  const entity = clientOf('retail').entities.find(({ key }) => key === entityKey)!;
  const { socialInsuranceNumber: unitNumber } = entity.registrations.find(
    (one) => one.cityCode === cityCode,
  )!;
  const sheet = officialBillSheet(form, { unitName: entity.name, unitNumber, period, people });
  const upload: Upload = {
    name: `${period} ${sheet.name}（${entity.name}）.xlsx`,
    type: workbook,
    content: await workbookOf([sheet]),
  };
  const imported = await stage.act(
    specialist,
    officialBillContract.importOfficialBill,
    { tenantId, registrationId: registrations.get('socialInsurance')!, period },
    upload,
  );
  await stage.finish(world.tenantOf('retail'), imported.jobId!);
  const bill = await stage.act(specialist, officialBillContract.getOfficialBill, {
    tenantId,
    officialBillId: imported.id,
  });
  assert(bill.state === 'read', `a bill of ${cityCode} is ${bill.state} ${bill.failureCode}`);
  return bill;
}

type Charged = {
  readonly name: string;
  readonly documentSealed: Buffer;
  readonly amounts: readonly {
    kind: string;
    base: number;
    employer: number;
    employee: number;
  }[];
};

/** What our lines of the bill month charge, person by person. */
async function ourPeople(
  world: World,
  place: BilledUnit,
  period: PayPeriod,
): Promise<BilledPerson[]> {
  const registrations = await unitsOf(world, 'retail', place);
  const ids = ['socialInsurance', 'medical'].map((kind) =>
    parseId('reg', registrations.get(kind)!),
  );
  return world.stage.inside(world.tenantOf('retail'), async (tx) => {
    const rows = await tx.sql<Charged>`
      select p.person_name as name, p.document_sealed as "documentSealed",
             json_agg(json_build_object('kind', l.kind, 'base', l.base_fen,
                                        'employer', l.employer_fen, 'employee', l.employee_fen)
                      order by l.kind) as amounts
        from insurance.contribution_line l
        join people.payable_employment p
          on p.shard_key = l.shard_key and p.tenant_id = l.tenant_id
         and p.employment_id = l.employment_id
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
         and l.superseded_at is null and l.bill_period = ${period} and l.type = 'regular'
         and l.registration_id = any (${ids}::uuid[])
       group by p.person_name, p.document_sealed, p.employee_no
       order by p.employee_no`;
    const cipher = await tenantCipher(tx);
    return rows.map(({ name, documentSealed, amounts }) => ({
      name,
      documentNumber: cipher.open(documentSealed),
      amounts: amounts.map((one) => ({
        kind: one.kind,
        base: one.base as Fen,
        employer: one.employer as Fen,
        employee: one.employee as Fen,
      })),
    }));
  });
}
