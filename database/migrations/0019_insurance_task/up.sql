-- How the agency of one registration takes changes, from a month on. A null leaves what is on file of
-- the city; what is not known there either stays unknown. It stands in the registration's tenant.
create table insurance.procedure (
  shard_key                 int not null,
  tenant_id                 uuid not null references platform.tenant (id),
  id                        uuid not null,
  registration_id           uuid not null,
  valid_from                text not null check (valid_from ~ '^\d{4}-\d{2}$'),
  enrol_day                 int check (enrol_day between 1 and 31),
  stop_day                  int check (stop_day between 1 and 31),
  back_contribution_day     int check (back_contribution_day between 1 and 31),
  enrol_effective           text check (enrol_effective in ('thisMonth', 'nextMonth')),
  stop_effective            text check (stop_effective in ('thisMonth', 'nextMonth')),
  payment                   text check (payment in ('current', 'advance', 'arrears')),
  back_contribution_months  int check (back_contribution_months between 0 and 120),
  -- Our leaving reason with the agency's code and words, a list.
  reason_codes              jsonb not null,
  sign_in                   text check (sign_in in
                              ('uKey', 'certificateFile', 'taxOfficer', 'businessLicence',
                               'legalPerson', 'password')),
  filing_first              boolean,
  injury_from_joining       boolean,
  source                    text not null,
  mark                      text not null check (mark in
                              ('official-quoted', 'official-cited', 'secondary', 'own-knowledge')),
  set_by_name               text not null,
  set_at                    timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint procedure_month unique (shard_key, tenant_id, registration_id, valid_from)
);
call platform.protect('insurance.procedure');

-- 参保方案: what joiners and leavers of an insurance entity in a city get where nobody says otherwise.
-- Entity and registrations may stand in the house tenant.
create table insurance.scheme (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  insurance_entity_id  uuid not null,
  city_code            text not null check (city_code ~ '^\d{6}$'),
  social_insurance_id  uuid,
  medical_id           uuid,
  housing_fund_id      uuid,
  insurance_base_rule  text not null check (insurance_base_rule in ('agreedWage', 'floor', 'given')),
  insurance_base_fen   bigint check (insurance_base_fen >= 0),
  fund_base_rule       text not null check (fund_base_rule in ('agreedWage', 'floor', 'given')),
  fund_base_fen        bigint check (fund_base_fen >= 0),
  fund_rate_ppm        int,
  join_until_day       int not null check (join_until_day between 1 and 31),
  leave_until_day      int not null check (leave_until_day between 0 and 31),
  leaver_differences   text not null check (leaver_differences in ('client', 'provider', 'person')),
  set_at               timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint scheme_place unique (shard_key, tenant_id, insurance_entity_id, city_code),
  check ((insurance_base_rule = 'given') = (insurance_base_fen is not null)),
  check ((fund_base_rule = 'given') = (fund_base_fen is not null))
);
call platform.protect('insurance.scheme');

-- What an agency has to do for one person. `period` is the month in which it takes effect: the first
-- insured one, or the first that is no longer. The registration may stand in the house tenant.
create table insurance.task (
  shard_key               int not null,
  tenant_id               uuid not null references platform.tenant (id),
  id                      uuid not null,
  kind                    text not null check (kind in
                            ('enrol', 'stop', 'changeBase', 'backContribution', 'transferIn',
                             'transferOut', 'employmentFiling', 'exitFiling', 'firstCard')),
  employment_id           uuid not null,
  person_id               uuid not null,
  -- Null where the agency keeps no enrolment: filings, the first card.
  enrolment_id            uuid,
  registration_id         uuid not null,
  registration_tenant_id  uuid not null,
  registration_kind       text not null check (registration_kind in
                            ('socialInsurance', 'medical', 'housingFund')),
  city_code               text not null,
  asked_period            text not null check (asked_period ~ '^\d{4}-\d{2}$'),
  period                  text not null check (period ~ '^\d{4}-\d{2}$'),
  -- Why it is not the month that was asked for.
  moved_reason            text check (moved_reason in ('cutoffPassed', 'monthPassed')),
  official_cutoff         date,
  client_cutoff           date,
  cutoff_provisional      boolean not null,
  base_fen                bigint check (base_fen >= 0),
  -- Of a stop: our reason, and the client's confirmation of the last month.
  leaving_reason          text,
  confirmed_at            timestamptz,
  confirmed_by_name       text,
  state                   text not null check (state in
                            ('pending', 'submitted', 'succeeded', 'failed', 'cancelled')),
  attempt                 text,
  submitted_at            timestamptz,
  official_number         text,
  failure_code            text,
  failure_words           text,
  cancel_reason           text,
  created_at              timestamptz not null,
  changed_at              timestamptz not null,
  primary key (shard_key, tenant_id, id),
  check ((moved_reason is null) = (period = asked_period)),
  check ((state = 'failed') = (failure_code is not null)),
  check ((state = 'cancelled') = (cancel_reason is not null)),
  check (state not in ('submitted', 'succeeded') or submitted_at is not null),
  check (kind <> 'stop' or state in ('pending', 'cancelled') or confirmed_at is not null)
);
-- One open task of a kind for a person at an agency.
create unique index task_open on insurance.task
  (shard_key, tenant_id, employment_id, registration_id, kind)
  where state in ('pending', 'submitted', 'failed');
create index task_enrolment on insurance.task (shard_key, tenant_id, enrolment_id, kind);
create index task_due on insurance.task (shard_key, tenant_id, official_cutoff, id)
  where state in ('pending', 'submitted', 'failed');
call platform.protect('insurance.task');

-- Published to orders: tasks that somebody has to work on. A stop waits until its last month is
-- confirmed.
create view insurance.open_task with (security_invoker = true) as
  select shard_key, tenant_id, id as task_id, kind, employment_id, person_id, enrolment_id,
         registration_id, registration_tenant_id, registration_kind, city_code, period,
         asked_period, moved_reason, official_cutoff, client_cutoff, cutoff_provisional, created_at
    from insurance.task
   where state = 'pending' and (kind <> 'stop' or confirmed_at is not null);

-- The state of an enrolment at its agency, out of its tasks and nothing else. An enrolment without
-- an enrol task ran when the client was taken over.
create view insurance.enrolment_chain with (security_invoker = true) as
  select e.shard_key, e.tenant_id, e.enrolment_id, e.employment_id, e.person_id, e.person_name,
         e.employee_no, e.starts_on, e.ends_on, e.registration_id, e.registration_tenant_id,
         e.registration_kind, e.city_code, e.start_period, e.stop_period,
         case
           when s.state = 'succeeded' and e.registration_kind = 'housingFund' then 'sealed'
           when s.state = 'succeeded' then 'stopped'
           when s.state = 'submitted' then 'stopSubmitted'
           when s.state = 'failed' then 'stopFailed'
           when n.state = 'submitted' then 'enrolSubmitted'
           when n.state = 'failed' then 'enrolFailed'
           when n.state = 'cancelled' then 'enrolCancelled'
           when n.state = 'pending' then 'awaitingEnrol'
           when s.state = 'pending' then 'awaitingStop'
           when e.stop_period is not null and s.state is null then 'stoppedBefore'
           when n.state is null then 'takenOver'
           else 'insured'
         end as state,
         n.id as enrol_task_id, s.id as stop_task_id
    from people.enrolled_person e
    left join lateral (
         select t.id, t.state from insurance.task t
          where t.shard_key = e.shard_key and t.tenant_id = e.tenant_id
            and t.enrolment_id = e.enrolment_id and t.kind = 'enrol'
          order by t.id desc limit 1) n on true
    left join lateral (
         select t.id, t.state from insurance.task t
          where t.shard_key = e.shard_key and t.tenant_id = e.tenant_id
            and t.enrolment_id = e.enrolment_id and t.kind = 'stop' and t.state <> 'cancelled'
          order by t.id desc limit 1) s on true;

-- A task with the person, and what it waits for before it can be submitted.
create view insurance.task_detail with (security_invoker = true) as
  select t.*, p.person_name, p.employee_no, p.starts_on, p.ends_on,
         case
           when t.state <> 'pending' then null
           when t.kind = 'stop' and t.confirmed_at is null then 'lastPeriod'
           when t.kind = 'enrol' and exists (
                select from insurance.task o
                 where o.shard_key = t.shard_key and o.tenant_id = t.tenant_id
                   and o.employment_id = t.employment_id and o.kind = 'employmentFiling'
                   and o.state in ('pending', 'submitted', 'failed')) then 'filing'
           when t.kind in ('stop', 'changeBase') and exists (
                select from insurance.task o
                 where o.shard_key = t.shard_key and o.tenant_id = t.tenant_id
                   and o.enrolment_id = t.enrolment_id and o.kind = 'enrol'
                   and o.state in ('pending', 'submitted', 'failed')) then 'enrolment'
           when t.kind = 'exitFiling' and exists (
                select from insurance.task o
                 where o.shard_key = t.shard_key and o.tenant_id = t.tenant_id
                   and o.employment_id = t.employment_id and o.registration_id = t.registration_id
                   and o.kind = 'stop'
                   and o.state in ('pending', 'submitted', 'failed')) then 'stop'
         end as waits_for
    from insurance.task t
    join people.payable_employment p
      on p.shard_key = t.shard_key and p.tenant_id = t.tenant_id
     and p.employment_id = t.employment_id;

grant select on insurance.open_task, insurance.enrolment_chain, insurance.task_detail to heyi_app;

-- The day for which a tenant's tasks were last planned: cut-offs pass though nothing happens.
create table insurance.planned_day (
  shard_key  int not null,
  tenant_id  uuid not null references platform.tenant (id),
  day        date not null,
  primary key (shard_key, tenant_id)
);
call platform.protect('insurance.planned_day');

-- Door: the tenants whose tasks were not planned on a day yet.
create function insurance.tenants_to_plan(wanted date) returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      with planned as materialized (
        select p.tenant_id as id from insurance.planned_day p where p.day >= wanted)
      select t.id from platform.tenant t
       where not exists (select from planned p where p.id = t.id)
       order by t.id;
  end
  $$;
revoke all on function insurance.tenants_to_plan from public;
grant execute on function insurance.tenants_to_plan to heyi_app;

-- 年度基数调整: bases of everybody insured in a city from a month on, confirmed one by one.
create table insurance.base_adjustment (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  regime             text not null check (regime in ('socialInsurance', 'housingFund')),
  city_code          text not null check (city_code ~ '^\d{6}$'),
  period             text not null check (period ~ '^\d{4}-\d{2}$'),
  deadline           date not null,
  state              text not null check (state in ('open', 'applied', 'cancelled')),
  difference_run_id  uuid,
  created_at         timestamptz not null,
  applied_at         timestamptz,
  primary key (shard_key, tenant_id, id),
  check ((state = 'applied') = (applied_at is not null))
);
create unique index base_adjustment_open on insurance.base_adjustment
  (shard_key, tenant_id, regime, city_code) where state = 'open';
call platform.protect('insurance.base_adjustment');

create table insurance.base_adjustment_row (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  adjustment_id      uuid not null,
  employment_id      uuid not null,
  base_before_fen    bigint not null check (base_before_fen >= 0),
  base_fen           bigint not null check (base_fen >= 0),
  base_source        text not null default 'present' check (base_source in
                       ('present', 'file', 'lastYearAverage', 'agreedWage')),
  confirmed_how      text check (confirmed_how in ('person', 'client')),
  confirmed_at       timestamptz,
  confirmed_by_name  text,
  -- The list that people have signed, where the client confirmed.
  file_id            uuid,
  objection          text,
  primary key (shard_key, tenant_id, adjustment_id, employment_id),
  foreign key (shard_key, tenant_id, adjustment_id)
    references insurance.base_adjustment (shard_key, tenant_id, id),
  check ((confirmed_how is null) = (confirmed_at is null)),
  check ((file_id is not null) = (confirmed_how is not distinct from 'client')),
  check (confirmed_how is null or objection is null)
);
call platform.protect('insurance.base_adjustment_row');

-- What payroll proposes for a person, with where it comes from.
create table insurance.base_proposal (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  adjustment_id  uuid not null,
  employment_id  uuid not null,
  source         text not null check (source in ('lastYearAverage', 'agreedWage')),
  amount_fen     bigint not null check (amount_fen > 0),
  -- Of an average: how many months were paid, from which to which.
  months         int check (months between 1 and 12),
  from_period    text check (from_period ~ '^\d{4}-\d{2}$'),
  to_period      text check (to_period ~ '^\d{4}-\d{2}$'),
  primary key (shard_key, tenant_id, adjustment_id, employment_id, source),
  foreign key (shard_key, tenant_id, adjustment_id, employment_id)
    references insurance.base_adjustment_row
                 (shard_key, tenant_id, adjustment_id, employment_id),
  check ((months is null) = (from_period is null)),
  check ((months is null) = (to_period is null)),
  check ((months is not null) = (source = 'lastYearAverage'))
);
call platform.protect('insurance.base_proposal');

-- 补缴: what a task of that kind is to pay late, as it was worked out when it was asked for.
create table insurance.back_contribution (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  task_id         uuid not null,
  from_period     text not null check (from_period ~ '^\d{4}-\d{2}$'),
  to_period       text not null check (to_period ~ '^\d{4}-\d{2}$'),
  base_fen        bigint not null check (base_fen > 0),
  pay_on          date not null,
  responsibility  text not null check (responsibility in
                    ('client', 'provider', 'supplier', 'agency')),
  reason          text not null,
  asked_by_name   text not null,
  asked_at        timestamptz not null,
  primary key (shard_key, tenant_id, task_id),
  foreign key (shard_key, tenant_id, task_id) references insurance.task (shard_key, tenant_id, id),
  check (to_period >= from_period)
);
call platform.protect('insurance.back_contribution');

-- Somebody reaches the retirement month within half a year: said once.
create table insurance.retirement_alert (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  employment_id      uuid not null,
  category           text not null check (category in ('male60', 'female55', 'female50')),
  retirement_period  text not null check (retirement_period ~ '^\d{4}-\d{2}$'),
  alerted_at         timestamptz not null,
  primary key (shard_key, tenant_id, employment_id, category)
);
call platform.protect('insurance.retirement_alert');

-- Leavers whose last month nobody has confirmed: the list and the count of the home page.
create view insurance.unconfirmed_stop with (security_invoker = true) as
  select t.shard_key, t.tenant_id, t.id as task_id, t.registration_kind, t.city_code,
         t.asked_period, t.official_cutoff, t.client_cutoff, t.employment_id, e.person_name,
         e.employee_no, e.starts_on, e.ends_on, e.leaving_reason, e.birth_date, e.sex
    from insurance.task t
    join people.enrolled_person e
      on e.shard_key = t.shard_key and e.tenant_id = t.tenant_id
     and e.enrolment_id = t.enrolment_id
   where t.kind = 'stop' and t.state = 'pending' and t.confirmed_at is null
     and e.ends_on is not null;
grant select on insurance.unconfirmed_stop to heyi_app;
