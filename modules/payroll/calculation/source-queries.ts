import { quote, quoteAll } from '@heyi/platform';
import type { RunFrame } from './run-frame.ts';

/** Employments after one id up to another. */
export type Range = { readonly after: string; readonly to: string };

/*
 * The queries of a gathering, in the order of employments. People and insurance are read through
 * their published views.
 */

function own(frame: RunFrame, table: string): string {
  return `${table}.shard_key = ${frame.shardKey} and ${table}.tenant_id = ${quote(frame.tenantId)}`;
}

function within(table: string, range: Range): string {
  return `${table}.employment_id > ${quote(range.after)} and ${table}.employment_id <= ${quote(range.to)}`;
}

/**
 * Who is paid: in a regular run whoever works some day of the wage month and had no final run; in
 * the others who has an item in it. Members placed by hand come in or stay out in any case.
 */
function membership(frame: RunFrame): string {
  const runId = quote(frame.run.id);
  const entities = frame.entities.map(({ legalEntityId }) => legalEntityId);
  const byRule =
    frame.run.kind === 'regular'
      ? `(e.ends_on is null or e.ends_on >= ${quote(frame.firstDay)})`
      : `exists (select from payroll.one_off_item o
                  where ${own(frame, 'o')} and o.run_id = ${runId}
                    and o.employment_id = e.employment_id)`;
  const settled =
    frame.settledCalculationIds.length === 0
      ? ''
      : `and not exists (select from payroll.payslip s
                          where ${own(frame, 's')}
                            and s.calculation_id in (${quoteAll(frame.settledCalculationIds)})
                            and s.employment_id = e.employment_id)`;
  return `${own(frame, 'e')} and e.pay_entity_id in (${quoteAll(entities)})
     and ((${byRule} ${settled} and m.place is null) or m.place = 'included')`;
}

const memberSources = (frame: RunFrame) => `
      from people.payable_employment_term e
      left join payroll.member_place m
        on ${own(frame, 'm')} and m.run_id = ${quote(frame.run.id)}
       and m.employment_id = e.employment_id`;

/** Everybody of the run with what a calculation needs of them, in the order of employments. */
export function createMembers(frame: RunFrame): string {
  return `
    create temp table run_member on commit drop as
    select e.employment_id, e.document_hash, e.residency = 'resident' as is_resident,
           e.employment_form, e.starts_on, e.ends_on, e.pay_entity_id,
           e.insurance_entity_id is not null as is_insured_here, e.work_city_code,
           e.payee_account_hash,
           coalesce(e.payee_holder_name <> e.person_name, false) as is_holder_other
      ${memberSources(frame)}
     where e.terms_from <= ${quote(frame.lastDay)}
       and (e.terms_to is null or e.terms_to >= ${quote(frame.lastDay)})
       and ${membership(frame)}
     order by e.employment_id`;
}

/** They stand in the table as they were put in. */
export function membersOfPages(from: number, to: number): string {
  return `select * from pg_temp.run_member where ctid >= '(${from},0)' and ctid < '(${to},0)'`;
}

export function terms(frame: RunFrame, range: Range): string {
  return `
    select t.employment_id, t.pay_item_id, t.effective_from, t.amount
      from payroll.pay_term t
     where ${own(frame, 't')} and ${within('t', range)}
       and t.effective_from <= ${quote(frame.lastDay)}
     order by t.employment_id, t.pay_item_id, t.effective_from`;
}

export function attendance(frame: RunFrame, range: Range): string {
  return `
    select a.employment_id, a.due_days, a.attended_days, a.absence_days, a.sick_days,
           a.overtime_weekday_hours, a.overtime_rest_day_hours, a.overtime_holiday_hours
      from payroll.attendance a
     where ${own(frame, 'a')} and a.run_id = ${quote(frame.run.id)} and ${within('a', range)}
     order by a.employment_id`;
}

export function oneOffItems(frame: RunFrame, range: Range): string {
  return `
    select o.employment_id, o.pay_item_id, o.amount
      from payroll.one_off_item o
     where ${own(frame, 'o')} and o.run_id = ${quote(frame.run.id)} and ${within('o', range)}
     order by o.employment_id, o.pay_item_id`;
}

/** Everything the agencies bill in the contribution month, whatever month it is for. */
export function contributionLines(frame: RunFrame, range: Range): string {
  return `
    select l.employment_id, l.kind, l.type, l.source = 'officialBill', l.period, l.base_fen,
           l.employer_fen, l.employee_fen
      from insurance.contribution_line_month l
     where ${own(frame, 'l')} and l.bill_month = ${quote(frame.run.contributionPeriod!)}
       and ${within('l', range)}
     order by l.employment_id, l.kind, l.type, l.period`;
}

export function enrolments(frame: RunFrame, range: Range, ids: readonly string[] | null): string {
  const period = quote(frame.run.contributionPeriod!);
  const who = ids === null ? within('d', range) : `d.employment_id in (${quoteAll(ids)})`;
  return `
    select d.employment_id, d.registration_kind, d.city_code, d.stop_month, d.base_fen,
           d.housing_fund_rate_ppm, d.supplementary_rate_ppm, d.injury_rate_ppm, d.hukou_type,
           d.insured_type, d.tier
      from people.enrolment_detail d
     where ${own(frame, 'd')} and ${who}
       and d.start_month <= ${period} and (d.stop_month is null or d.stop_month >= ${period})
     order by d.employment_id, d.registration_kind, d.city_code`;
}

/** Estimates of other runs whose month has been billed since. */
export function openEstimates(frame: RunFrame, range: Range): string {
  return `
    select s.employment_id, s.contribution_period, s.own_taken_fen, s.own_billed_fen,
           s.employer_taken_fen, s.employer_billed_fen
      from payroll.billed_estimate s
     where ${own(frame, 's')} and ${within('s', range)}
       and s.contribution_period < ${quote(frame.run.contributionPeriod!)}
     order by s.employment_id, s.contribution_period`;
}

export function openReceivables(frame: RunFrame, range: Range): string {
  return `
    select r.employment_id, r.amount - r.recovered - r.waived
      from payroll.personal_receivable r
     where ${own(frame, 'r')} and ${within('r', range)} and r.voided_at is null
       and r.recovered + r.waived < r.amount and r.run_id <> ${quote(frame.run.id)}
     order by r.employment_id, r.id`;
}

export function previousPayslips(frame: RunFrame, range: Range): string {
  return `
    select s.employment_id, s.net, s.gross, s.tax_rate_ppm, s.payee_account_hash
      from payroll.payslip s
     where ${own(frame, 's')} and s.calculation_id in (${quoteAll(frame.previousCalculationIds)})
       and ${within('s', range)}
     order by s.employment_id`;
}
