create schema people;
grant usage on schema people to heyi_app;

-- A company or a branch with its own credit code. Its holder is the tenant it belongs to: the client,
-- or the provider (the house).
create table people.legal_entity (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  name             text not null,
  uscc             text not null,
  kind             text not null check (kind in ('company', 'branch')),
  parent_id        uuid,
  city_code        text not null check (city_code ~ '^\d{6}$'),
  tax_bureau_name  text,
  created_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint legal_entity_uscc unique (shard_key, tenant_id, uscc),
  foreign key (shard_key, tenant_id, parent_id)
    references people.legal_entity (shard_key, tenant_id, id),
  check ((kind = 'branch') = (parent_id is not null))
);
call platform.protect('people.legal_entity');

-- One account of an entity at one agency: social-insurance unit, medical unit or housing fund.
create table people.registration (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  legal_entity_id  uuid not null,
  kind             text not null check (kind in ('socialInsurance', 'medical', 'housingFund')),
  city_code        text not null check (city_code ~ '^\d{6}$'),
  agency_name      text not null,
  number           text not null,
  closed_from      text check (closed_from ~ '^\d{4}-\d{2}$'),
  created_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint registration_number unique (shard_key, tenant_id, kind, city_code, number),
  foreign key (shard_key, tenant_id, legal_entity_id)
    references people.legal_entity (shard_key, tenant_id, id)
);
create index registration_entity on people.registration (shard_key, tenant_id, legal_entity_id);
call platform.protect('people.registration');

-- The unit's own rates from a month on; the first row governs all months before it too.
create table people.registration_rate (
  shard_key               int not null,
  tenant_id               uuid not null references platform.tenant (id),
  registration_id         uuid not null,
  from_period             text not null check (from_period ~ '^\d{4}-\d{2}$'),
  injury_rate_ppm         int,
  housing_fund_rate_ppm   int,
  supplementary_rate_ppm  int,
  primary key (shard_key, tenant_id, registration_id, from_period),
  foreign key (shard_key, tenant_id, registration_id)
    references people.registration (shard_key, tenant_id, id)
);
call platform.protect('people.registration_rate');

-- One human being with one identity document, once in a tenant.
create table people.person (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  name             text not null,
  document_kind    text not null check (document_kind in
                     ('idCard', 'hkMacaoPermit', 'taiwanPermit', 'passport',
                      'foreignPermanentResident', 'hkMacaoTaiwanResidencePermit')),
  document_sealed  bytea not null,
  document_hash    bytea not null,
  document_masked  text not null,
  birth_date       date,
  sex              text check (sex in ('male', 'female')),
  nationality      text not null check (nationality ~ '^[A-Z]{3}$'),
  residency        text not null check (residency in ('resident', 'nonResident')),
  hukou_type       text check (hukou_type in ('localUrban', 'localRural', 'otherUrban', 'otherRural')),
  phone_sealed     bytea,
  phone_hash       bytea,
  phone_masked     text,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint person_document unique (shard_key, tenant_id, document_kind, document_hash)
);
call platform.protect('people.person');

-- Where a person's pay goes. A change ends the row and adds one; at most one is open.
create table people.payee_account (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  id              uuid not null,
  person_id       uuid not null,
  bank_name       text not null,
  bank_code       text check (bank_code ~ '^\d{12}$'),
  account_sealed  bytea not null,
  account_hash    bytea not null,
  account_masked  text not null,
  holder_name     text not null,
  changed_at      timestamptz not null,
  ended_at        timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, person_id) references people.person (shard_key, tenant_id, id)
);
create unique index payee_account_open on people.payee_account (shard_key, tenant_id, person_id)
  where ended_at is null;
create index payee_account_person on people.payee_account (shard_key, tenant_id, person_id, changed_at);
create index payee_account_hash on people.payee_account (shard_key, tenant_id, account_hash)
  where ended_at is null;
call platform.protect('people.payee_account');

-- Person × contract entity × period. The entity may stand in the house tenant, so its tenant is kept
-- beside its id and there is no foreign key.
create table people.employment (
  shard_key                  int not null,
  tenant_id                  uuid not null references platform.tenant (id),
  id                         uuid not null,
  person_id                  uuid not null,
  contract_entity_id         uuid not null,
  contract_entity_tenant_id  uuid not null,
  employee_no                text,
  starts_on                  date not null,
  -- The last day of work; null while it is not known.
  ends_on                    date,
  leaving_reason             text check (leaving_reason in
                               ('resignation', 'mutualAgreement', 'dismissal', 'contractEnded',
                                'probationFailed', 'retirement', 'death', 'transfer',
                                'dispatchReturn', 'other')),
  created_at                 timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, person_id) references people.person (shard_key, tenant_id, id),
  check (ends_on >= starts_on),
  check ((ends_on is null) = (leaving_reason is null))
);
create index employment_person on people.employment (shard_key, tenant_id, person_id);
-- A number is used once among those who have not left; a new joiner may get an old one.
create unique index employment_number
  on people.employment (shard_key, tenant_id, contract_entity_id, employee_no)
  where ends_on is null;
call platform.protect('people.employment');

-- The terms of an employment by day. Ranges do not overlap and have no gap: the first begins with
-- the employment, the last is open.
create table people.employment_term (
  shard_key                   int not null,
  tenant_id                   uuid not null references platform.tenant (id),
  employment_id               uuid not null,
  applies_from                date not null,
  applies_to                  date,
  form                        text not null check (form in
                                ('fullTime', 'partTime', 'dispatch', 'serviceAgreement',
                                 'rehiredRetiree', 'intern')),
  pay_entity_id               uuid,
  pay_entity_tenant_id        uuid,
  insurance_entity_id         uuid,
  insurance_entity_tenant_id  uuid,
  department                  text,
  cost_centre                 text,
  position                    text,
  work_city_code              text not null check (work_city_code ~ '^\d{6}$'),
  -- 用工单位 of a dispatched worker: an entity of the client.
  host_entity_id              uuid,
  primary key (shard_key, tenant_id, employment_id, applies_from),
  foreign key (shard_key, tenant_id, employment_id)
    references people.employment (shard_key, tenant_id, id),
  check (applies_to >= applies_from),
  check ((pay_entity_id is null) = (pay_entity_tenant_id is null)),
  check ((insurance_entity_id is null) = (insurance_entity_tenant_id is null))
);
create unique index employment_term_open
  on people.employment_term (shard_key, tenant_id, employment_id) where applies_to is null;
call platform.protect('people.employment_term');

-- Employment × registration, by month: from the first month that is paid to the last (both
-- included). A person is insured in one registration of a kind at a time.
create table people.enrolment (
  shard_key               int not null,
  tenant_id               uuid not null references platform.tenant (id),
  id                      uuid not null,
  employment_id           uuid not null,
  registration_id         uuid not null,
  registration_tenant_id  uuid not null,
  kind                    text not null check (kind in ('socialInsurance', 'medical', 'housingFund')),
  city_code               text not null,
  start_period            text not null check (start_period ~ '^\d{4}-\d{2}$'),
  -- The month that was asked for, where the agency took a later one.
  asked_period            text check (asked_period ~ '^\d{4}-\d{2}$'),
  stop_period             text check (stop_period ~ '^\d{4}-\d{2}$'),
  created_at              timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, employment_id)
    references people.employment (shard_key, tenant_id, id),
  check (stop_period >= start_period)
);
create index enrolment_employment on people.enrolment (shard_key, tenant_id, employment_id);
create index enrolment_registration on people.enrolment (shard_key, tenant_id, registration_id);
create unique index enrolment_open on people.enrolment (shard_key, tenant_id, employment_id, kind)
  where stop_period is null;
call platform.protect('people.enrolment');

-- Base, rates and person type of an enrolment by month; ranges as in employment_term.
create table people.enrolment_term (
  shard_key               int not null,
  tenant_id               uuid not null references platform.tenant (id),
  enrolment_id            uuid not null,
  from_period             text not null check (from_period ~ '^\d{4}-\d{2}$'),
  to_period               text check (to_period ~ '^\d{4}-\d{2}$'),
  base_fen                bigint not null check (base_fen >= 0),
  -- Null is the rate of the registration.
  housing_fund_rate_ppm   int,
  supplementary_rate_ppm  int,
  insured_type            text not null check (insured_type in
                            ('employee', 'partTime', 'rehiredRetiree', 'intern', 'foreigner',
                             'hongKongMacauTaiwan')),
  -- Medical tier as the city names it (深圳 一档, 二档).
  tier                    text,
  primary key (shard_key, tenant_id, enrolment_id, from_period),
  foreign key (shard_key, tenant_id, enrolment_id)
    references people.enrolment (shard_key, tenant_id, id),
  check (to_period >= from_period)
);
create unique index enrolment_term_open
  on people.enrolment_term (shard_key, tenant_id, enrolment_id) where to_period is null;
call platform.protect('people.enrolment_term');

-- A breach of three-in-one that somebody asked for and somebody else allowed, until a day.
create table people.three_in_one_exception (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  employment_id      uuid not null,
  code               text not null,
  reason             text not null,
  requested_by       uuid,
  requested_by_name  text not null,
  requested_at       timestamptz not null,
  approved_by        uuid,
  approved_by_name   text,
  approved_at        timestamptz,
  -- A request that ended without approval: refused by another, or taken back by whoever asked.
  ended_how          text check (ended_how in ('rejected', 'withdrawn')),
  ended_by_name      text,
  ended_at           timestamptz,
  ended_reason       text,
  expires_on         date not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, employment_id)
    references people.employment (shard_key, tenant_id, id),
  check (approved_by is distinct from requested_by or approved_by is null),
  check (approved_at is null or ended_at is null),
  check ((ended_how is null) = (ended_at is null))
);
create index three_in_one_exception_employment
  on people.three_in_one_exception (shard_key, tenant_id, employment_id, code);
call platform.protect('people.three_in_one_exception');

-- Published to payroll: every employment with its terms, one row for each stretch of days with equal
-- terms; of one employment at most one row holds a day (terms_from <= day and (terms_to is null or
-- terms_to >= day)). A day before the first term or after the last has no row; who is paid is payroll's
-- decision.
create view people.payable_employment_term with (security_invoker = true) as
  select e.shard_key, e.tenant_id, e.id as employment_id, e.person_id, p.name as person_name,
         e.employee_no, p.document_kind, p.document_hash, p.document_masked, p.document_sealed,
         p.birth_date, p.residency, t.form as employment_form, e.starts_on, e.ends_on,
         e.contract_entity_id, e.contract_entity_tenant_id, t.pay_entity_id, t.pay_entity_tenant_id,
         t.insurance_entity_id, t.insurance_entity_tenant_id, t.work_city_code, t.department,
         t.cost_centre, t.host_entity_id, h.name as host_employer,
         a.account_sealed as payee_account_sealed, a.account_masked as payee_account_masked,
         a.account_hash as payee_account_hash, a.holder_name as payee_holder_name,
         a.bank_name as payee_bank_name, a.bank_code as payee_bank_code,
         a.changed_at as payee_changed_at, t.applies_from as terms_from,
         t.applies_to as terms_to
    from people.employment e
    join people.employment_term t
      on t.shard_key = e.shard_key and t.tenant_id = e.tenant_id and t.employment_id = e.id
    join people.person p
      on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
    left join people.legal_entity h
      on h.shard_key = e.shard_key and h.tenant_id = e.tenant_id and h.id = t.host_entity_id
    left join people.payee_account a
      on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id and a.person_id = e.person_id
     and a.ended_at is null;

-- The same with the newest terms on file, which may lie in the future. A run of a month asks
-- payable_employment_term for the last day of its wage month.
create view people.payable_employment with (security_invoker = true) as
  select * from people.payable_employment_term where terms_to is null;

-- Published to payroll and insurance: what a person is insured on, by month. One row for each stretch
-- of months with equal facts: of one employment and registration_kind at most one row holds a month
-- (start_month <= month and (stop_month is null or month <= stop_month)). Registrations are few and
-- may stand in the house tenant, which the transaction must then see.
create view people.enrolment_detail with (security_invoker = true) as
  with unit as materialized (
    select r.tenant_id, r.id, r.legal_entity_id,
           case when h.is_house then 'provider' else 'client' end as account_holder,
           case when row_number() over w = 1 then '0001-01' else u.from_period end as from_period,
           to_char((lead(u.from_period) over w || '-01')::date - 1, 'YYYY-MM') as to_period,
           u.injury_rate_ppm, u.housing_fund_rate_ppm, u.supplementary_rate_ppm
      from people.registration r
      join platform.tenant h on h.id = r.tenant_id
      join people.registration_rate u
        on u.shard_key = r.shard_key and u.tenant_id = r.tenant_id and u.registration_id = r.id
    window w as (partition by r.tenant_id, r.id order by u.from_period))
  select e.shard_key, e.tenant_id, e.id as enrolment_id, e.employment_id, m.person_id,
         e.registration_id, e.registration_tenant_id, e.kind as registration_kind, e.city_code,
         u.account_holder, u.legal_entity_id as registration_entity_id,
         greatest(e.start_period, t.from_period, u.from_period) as start_month,
         least(e.stop_period, t.to_period, u.to_period) as stop_month,
         t.base_fen,
         coalesce(t.housing_fund_rate_ppm, u.housing_fund_rate_ppm) as housing_fund_rate_ppm,
         coalesce(t.supplementary_rate_ppm, u.supplementary_rate_ppm) as supplementary_rate_ppm,
         u.injury_rate_ppm, p.hukou_type, t.insured_type, t.tier, p.name as person_name,
         p.document_masked
    from people.enrolment e
    join people.enrolment_term t
      on t.shard_key = e.shard_key and t.tenant_id = e.tenant_id and t.enrolment_id = e.id
    join people.employment m
      on m.shard_key = e.shard_key and m.tenant_id = e.tenant_id and m.id = e.employment_id
    join people.person p
      on p.shard_key = m.shard_key and p.tenant_id = m.tenant_id and p.id = m.person_id
    join unit u on u.tenant_id = e.registration_tenant_id and u.id = e.registration_id
   where (e.stop_period is null or greatest(t.from_period, u.from_period) <= e.stop_period)
     and (t.to_period is null or greatest(e.start_period, u.from_period) <= t.to_period)
     and (u.to_period is null or greatest(e.start_period, t.from_period) <= u.to_period);

-- Published to insurance: every enrolment with the person and the days of its employment.
create view people.enrolled_person with (security_invoker = true) as
  select e.shard_key, e.tenant_id, e.id as enrolment_id, e.employment_id, m.person_id,
         p.name as person_name, p.birth_date, p.sex, m.employee_no, m.starts_on, m.ends_on,
         m.leaving_reason, e.registration_id, e.registration_tenant_id,
         e.kind as registration_kind, e.city_code, e.start_period, e.stop_period, e.created_at
    from people.enrolment e
    join people.employment m
      on m.shard_key = e.shard_key and m.tenant_id = e.tenant_id and m.id = e.employment_id
    join people.person p
      on p.shard_key = m.shard_key and p.tenant_id = m.tenant_id and p.id = m.person_id;

-- And on what base it runs from which month on, with the base before.
create view people.enrolment_base with (security_invoker = true) as
  select shard_key, tenant_id, enrolment_id, from_period, base_fen,
         lag(base_fen) over (partition by shard_key, tenant_id, enrolment_id order by from_period)
           as base_before_fen
    from people.enrolment_term;

grant select on people.payable_employment_term, people.payable_employment,
  people.enrolment_detail, people.enrolled_person, people.enrolment_base to heyi_app;

-- Published to payroll's 人员信息采集: who is or was paid by an entity, one row an employment and pay
-- entity. A mover leaves the one entity on the day before joining the other.
create view people.paid_person with (security_invoker = true) as
  select e.shard_key, e.tenant_id, e.id as employment_id, e.person_id, e.employee_no,
         t.pay_entity_id, t.pay_entity_tenant_id, t.form as employment_form, t.position,
         t.paid_from, case when t.is_open then e.ends_on else t.paid_until end as paid_until,
         p.name as person_name, p.document_kind, p.document_sealed, p.document_hash,
         p.document_masked, p.birth_date, p.sex, p.nationality, p.residency, p.phone_sealed
    from people.employment e
    join people.person p
      on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
   cross join lateral (
           select d.pay_entity_id, d.pay_entity_tenant_id, min(d.applies_from) as paid_from,
                  bool_or(d.applies_to is null) as is_open, max(d.applies_to) as paid_until,
                  (array_agg(d.form order by d.applies_from desc))[1] as form,
                  (array_agg(d.position order by d.applies_from desc))[1] as position
             from people.employment_term d
            where d.shard_key = e.shard_key and d.tenant_id = e.tenant_id
              and d.employment_id = e.id and d.pay_entity_id is not null
            group by d.pay_entity_id, d.pay_entity_tenant_id) t;
grant select on people.paid_person to heyi_app;

-- Door: the tenants whose people an entity pays. The entity's own tenant asks: an entity of the
-- provider may pay for several clients, and its tax return is one.
create function people.tenants_paid_by(entity uuid, entity_tenant uuid)
  returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select distinct t.tenant_id from people.employment_term t
       where t.pay_entity_id = entity and t.pay_entity_tenant_id = entity_tenant
         and entity_tenant = any ((select platform.visible_tenants())::uuid[])
       order by t.tenant_id;
  end
  $$;
revoke all on function people.tenants_paid_by from public;
grant execute on function people.tenants_paid_by to heyi_app;
