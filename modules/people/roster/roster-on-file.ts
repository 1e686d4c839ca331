import type { Fen, PayPeriod, Rate } from '@heyi/kernel';
import { tenantCipher, type Transaction } from '@heyi/platform';
import type { RegistrationKind } from '../registration/registration.ts';
import type { RosterValues } from './roster-columns.ts';

type State = 'joining' | 'active' | 'left';

type Insured = {
  readonly kind: RegistrationKind;
  readonly startPeriod: PayPeriod;
  readonly base: Fen;
  readonly housingFundRate: Rate | null;
};

type Row = Omit<RosterValues, keyof Cells | keyof Opened> & {
  readonly document: Buffer;
  readonly phoneSealed: Buffer | null;
  readonly account: Buffer | null;
  readonly insured: readonly Insured[];
};
type Cells = Pick<
  RosterValues,
  'insuranceBase' | 'insuranceFrom' | 'fundBase' | 'fundRate' | 'fundFrom'
>;
type Opened = Pick<RosterValues, 'documentNumber' | 'phone' | 'accountNumber'>;

/** The employments of the states as rows of the sheet, with their newest terms, by number and name. */
export async function rosterOnFile(
  tx: Transaction,
  states: readonly State[],
): Promise<RosterValues[]> {
  const rows = await tx.sql<Row>`
    select p.name, p.document_kind as "documentKind", p.document_sealed as document,
           e.employee_no as "employeeNumber", p.phone_sealed as "phoneSealed",
           p.hukou_type as "hukouType", e.starts_on as "startsOn", e.ends_on as "endsOn",
           e.leaving_reason as "leavingReason", t.form, t.department, t.position,
           t.cost_centre as "costCentre", t.work_city_code as "workCityCode",
           e.contract_entity_id as "contractEntityId", t.pay_entity_id as "payTaxEntityId",
           t.insurance_entity_id as "insuranceEntityId", t.host_entity_id as "hostEntityId",
           a.bank_name as "bankName", a.account_sealed as account, a.bank_code as "bankCode",
           a.holder_name as "holderName", coalesce(n.insured, '[]') as insured
      from people.employment e
      join people.employment_term t
        on t.shard_key = e.shard_key and t.tenant_id = e.tenant_id and t.employment_id = e.id
       and t.applies_to is null
      join people.person p
        on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
      left join people.payee_account a
        on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id and a.person_id = e.person_id
       and a.ended_at is null
      left join lateral (
           select json_agg(json_build_object(
                    'kind', m.kind, 'startPeriod', m.start_period, 'base', u.base_fen,
                    'housingFundRate', u.housing_fund_rate_ppm)) as insured
             from people.enrolment m
             join people.enrolment_term u
               on u.shard_key = m.shard_key and u.tenant_id = m.tenant_id
              and u.enrolment_id = m.id and u.to_period is null
            where m.shard_key = e.shard_key and m.tenant_id = e.tenant_id
              and m.employment_id = e.id and m.stop_period is null) n on true
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and case when e.starts_on > ${tx.today} then 'joining'
                when e.ends_on < ${tx.today} then 'left' else 'active' end
           = any (${states}::text[])
     order by e.employee_no nulls last, p.name, e.starts_on`;
  const cipher = await tenantCipher(tx);
  const opened = (sealed: Buffer | null) => (sealed === null ? null : cipher.open(sealed));
  return rows.map(({ document, phoneSealed, account, insured, ...row }) => ({
    ...row,
    documentNumber: cipher.open(document),
    phone: opened(phoneSealed),
    accountNumber: opened(account),
    ...cellsOf(insured),
  }));
}

/** Social and medical insurance share their cells, so they stand there only where they are alike. */
function cellsOf(insured: readonly Insured[]): Cells {
  const insurance = insured.filter(({ kind }) => kind !== 'housingFund');
  const [first] = insurance;
  const isAlike = insurance.every(
    ({ base, startPeriod }) => base === first!.base && startPeriod === first!.startPeriod,
  );
  const shown = first && isAlike ? first : null;
  const funds = insured.filter(({ kind }) => kind === 'housingFund');
  const fund = funds.length === 1 ? funds[0]! : null;
  return {
    insuranceBase: shown?.base ?? null,
    insuranceFrom: shown?.startPeriod ?? null,
    fundBase: fund?.base ?? null,
    fundRate: fund?.housingFundRate ?? null,
    fundFrom: fund?.startPeriod ?? null,
  };
}
