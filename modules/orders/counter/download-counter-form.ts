import { readFileSync } from 'node:fs';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { type Leaving, openAgencyReasons } from '@heyi/insurance';
import { fail, type Fen, firstDayOf, formatYuan, ok, type PlainDate } from '@heyi/kernel';
import { type Registration, visibleEntities, visibleRegistrations } from '@heyi/people';
import { type Printer, tenantCipher, type Transaction } from '@heyi/platform';
import { counterLayout, type CounterField, type CounterLayout } from './counter-layouts.ts';

const template = readFileSync(new URL('./counter-form.typ', import.meta.url), 'utf8');

/** The agency's form with everybody who goes to its counter for one matter and month. */
export function downloadCounterFormOf(printer: Printer) {
  return async function downloadCounterForm(
    tx: Transaction,
    input: Input<typeof contract.downloadCounterForm>,
  ) {
    const { registrationId, service, period } = input;
    const registration = (await visibleRegistrations(tx)).get(registrationId);
    if (!registration) return fail({ code: 'registration.not_found' as const });
    const layout = counterLayout(registration.cityCode, service);
    if (layout === null) return fail({ code: 'counter_form.unknown' as const });
    const people = await peopleOf(tx, registration, input);
    if (people.length === 0) return fail({ code: 'counter_form.nobody' as const });
    const unit = await unitOf(tx, registration);
    const data = dataOf(layout, unit, people);
    const body = await printer.print({ template, data, date: tx.today });
    const name = `${layout.title}_${period}.pdf`;
    return ok({ name, type: 'application/pdf', body });
  };
}

type PersonRow = {
  readonly personName: string;
  readonly sex: 'male' | 'female' | null;
  readonly documentSealed: Buffer;
  readonly base: Fen | null;
  readonly leavingReason: Leaving['leavingReason'];
  readonly period: Input<typeof contract.downloadCounterForm>['period'];
};

type CounterPerson = Omit<PersonRow, 'documentSealed' | 'leavingReason'> & {
  readonly documentNumber: string;
  /** The agency's code for why the person leaves, with its words. */
  readonly reason: string;
};

async function peopleOf(
  tx: Transaction,
  { kind: registrationKind, cityCode }: Registration,
  { registrationId, service, period }: Input<typeof contract.downloadCounterForm>,
): Promise<CounterPerson[]> {
  const rows = await tx.sql<PersonRow>`
    select l.person_name as "personName", p.sex, p.document_sealed as "documentSealed",
           t.base_fen as base, t.leaving_reason as "leavingReason", l.period
      from orders.line l
      join people.paid_person p
        on p.shard_key = l.shard_key and p.tenant_id = l.tenant_id
       and p.employment_id = l.employment_id
      left join insurance.task_detail t
        on t.shard_key = l.shard_key and t.tenant_id = l.tenant_id and t.id = l.task_id
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.registration_id = ${registrationId} and l.service = ${service}
       and l.period = ${period} and l.channel = 'counter'
       and l.state in ('inProgress', 'submitted')
     order by l.person_name, l.id`;
  const cipher = await tenantCipher(tx);
  const reasonOf = await openAgencyReasons(tx);
  return rows.map(({ documentSealed, leavingReason, ...row }) => {
    const of = { leavingReason, registrationId, registrationKind, cityCode, period };
    const { code = '', words = '' } = reasonOf(of) ?? {};
    const reason = `${code} ${words}`.trim();
    return { ...row, reason, documentNumber: cipher.open(documentSealed) };
  });
}

type Unit = Readonly<Record<'unitName' | 'uscc' | 'registrationNumber' | 'agencyName', string>> & {
  readonly filledOn: PlainDate;
};

async function unitOf(tx: Transaction, registration: Registration): Promise<Unit> {
  const entity = (await visibleEntities(tx)).get(registration.legalEntityId);
  return {
    unitName: registration.legalEntityName,
    uscc: entity?.uscc ?? '',
    registrationNumber: registration.number,
    agencyName: registration.agencyName,
    filledOn: tx.today,
  };
}

const sexes = { male: '男', female: '女' } as const;

function dataOf(layout: CounterLayout, unit: Unit, people: readonly CounterPerson[]) {
  const labelled = (cells: CounterLayout['head']) =>
    cells.map(([label, field]) => [label, field in unit ? unit[field as keyof Unit] : '']);
  const empty = layout.columns.map(() => '');
  const pages = Array.from({ length: Math.ceil(people.length / layout.rowsOnPage) }, (_, page) =>
    Array.from({ length: layout.rowsOnPage }, (_row, row) => {
      const index = page * layout.rowsOnPage + row;
      const person = people[index];
      if (!person) return empty;
      return layout.columns.map(({ field }) => cellOf(field, person, index));
    }),
  );
  const { title, rowsOnPage, columns } = layout;
  const head = labelled(layout.head);
  return { title, rowsOnPage, columns, head, foot: labelled(layout.foot), pages };
}

function cellOf(field: CounterField, person: CounterPerson, index: number): string {
  const { personName, sex, documentNumber, base, reason, period } = person;
  const first = firstDayOf(period);
  const cells: Partial<Record<CounterField, string>> = {
    number: String(index + 1),
    personName,
    sex: sex === null ? '' : sexes[sex],
    documentNumber,
    insuredType: '职工',
    tick: '√',
    reason,
    base: base === null ? '' : formatYuan(base),
    startsOn: first,
    stopsOn: first,
  };
  return cells[field] ?? '';
}
