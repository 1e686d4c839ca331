-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema people to heyi_app;

create table people.employment (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  contract_entity_id uuid not null,
  contract_entity_tenant_id uuid not null,
  employee_no text,
  starts_on date not null,
  ends_on date,
  leaving_reason text,
  created_at timestamp with time zone not null,
  constraint employment_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint employment_check CHECK ((ends_on >= starts_on)),
  constraint employment_check1 CHECK (((ends_on IS NULL) = (leaving_reason IS NULL))),
  constraint employment_leaving_reason_check CHECK ((leaving_reason = ANY (ARRAY['resignation'::text, 'mutualAgreement'::text, 'dismissal'::text, 'contractEnded'::text, 'probationFailed'::text, 'retirement'::text, 'death'::text, 'transfer'::text, 'dispatchReturn'::text, 'other'::text]))),
  constraint employment_shard_key_tenant_id_person_id_fkey FOREIGN KEY (shard_key, tenant_id, person_id) REFERENCES people.person(shard_key, tenant_id, id),
  constraint employment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX employment_person ON people.employment USING btree (shard_key, tenant_id, person_id);
CREATE UNIQUE INDEX employment_number ON people.employment USING btree (shard_key, tenant_id, contract_entity_id, employee_no) WHERE (ends_on IS NULL);
alter table people.employment enable row level security;
alter table people.employment force row level security;
create policy door on people.employment to heyi_owner using (true) with check (true);
create policy tenant on people.employment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.employment to heyi_app;

create table people.employment_term (
  shard_key integer not null,
  tenant_id uuid not null,
  employment_id uuid not null,
  applies_from date not null,
  applies_to date,
  form text not null,
  pay_entity_id uuid,
  pay_entity_tenant_id uuid,
  insurance_entity_id uuid,
  insurance_entity_tenant_id uuid,
  department text,
  cost_centre text,
  "position" text,
  work_city_code text not null,
  host_entity_id uuid,
  constraint employment_term_pkey PRIMARY KEY (shard_key, tenant_id, employment_id, applies_from),
  constraint employment_term_check CHECK ((applies_to >= applies_from)),
  constraint employment_term_check1 CHECK (((pay_entity_id IS NULL) = (pay_entity_tenant_id IS NULL))),
  constraint employment_term_check2 CHECK (((insurance_entity_id IS NULL) = (insurance_entity_tenant_id IS NULL))),
  constraint employment_term_form_check CHECK ((form = ANY (ARRAY['fullTime'::text, 'partTime'::text, 'dispatch'::text, 'serviceAgreement'::text, 'rehiredRetiree'::text, 'intern'::text]))),
  constraint employment_term_shard_key_tenant_id_employment_id_fkey FOREIGN KEY (shard_key, tenant_id, employment_id) REFERENCES people.employment(shard_key, tenant_id, id),
  constraint employment_term_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint employment_term_work_city_code_check CHECK ((work_city_code ~ '^\d{6}$'::text))
);
CREATE UNIQUE INDEX employment_term_open ON people.employment_term USING btree (shard_key, tenant_id, employment_id) WHERE (applies_to IS NULL);
alter table people.employment_term enable row level security;
alter table people.employment_term force row level security;
create policy door on people.employment_term to heyi_owner using (true) with check (true);
create policy tenant on people.employment_term to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.employment_term to heyi_app;

create table people.enrolment (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  employment_id uuid not null,
  registration_id uuid not null,
  registration_tenant_id uuid not null,
  kind text not null,
  city_code text not null,
  start_period text not null,
  asked_period text,
  stop_period text,
  created_at timestamp with time zone not null,
  constraint enrolment_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint enrolment_asked_period_check CHECK ((asked_period ~ '^\d{4}-\d{2}$'::text)),
  constraint enrolment_check CHECK ((stop_period >= start_period)),
  constraint enrolment_kind_check CHECK ((kind = ANY (ARRAY['socialInsurance'::text, 'medical'::text, 'housingFund'::text]))),
  constraint enrolment_shard_key_tenant_id_employment_id_fkey FOREIGN KEY (shard_key, tenant_id, employment_id) REFERENCES people.employment(shard_key, tenant_id, id),
  constraint enrolment_start_period_check CHECK ((start_period ~ '^\d{4}-\d{2}$'::text)),
  constraint enrolment_stop_period_check CHECK ((stop_period ~ '^\d{4}-\d{2}$'::text)),
  constraint enrolment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX enrolment_employment ON people.enrolment USING btree (shard_key, tenant_id, employment_id);
CREATE INDEX enrolment_registration ON people.enrolment USING btree (shard_key, tenant_id, registration_id);
CREATE UNIQUE INDEX enrolment_open ON people.enrolment USING btree (shard_key, tenant_id, employment_id, kind) WHERE (stop_period IS NULL);
alter table people.enrolment enable row level security;
alter table people.enrolment force row level security;
create policy door on people.enrolment to heyi_owner using (true) with check (true);
create policy tenant on people.enrolment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.enrolment to heyi_app;

create table people.enrolment_term (
  shard_key integer not null,
  tenant_id uuid not null,
  enrolment_id uuid not null,
  from_period text not null,
  to_period text,
  base_fen bigint not null,
  housing_fund_rate_ppm integer,
  supplementary_rate_ppm integer,
  insured_type text not null,
  tier text,
  constraint enrolment_term_pkey PRIMARY KEY (shard_key, tenant_id, enrolment_id, from_period),
  constraint enrolment_term_base_fen_check CHECK ((base_fen >= 0)),
  constraint enrolment_term_check CHECK ((to_period >= from_period)),
  constraint enrolment_term_from_period_check CHECK ((from_period ~ '^\d{4}-\d{2}$'::text)),
  constraint enrolment_term_insured_type_check CHECK ((insured_type = ANY (ARRAY['employee'::text, 'partTime'::text, 'rehiredRetiree'::text, 'intern'::text, 'foreigner'::text, 'hongKongMacauTaiwan'::text]))),
  constraint enrolment_term_shard_key_tenant_id_enrolment_id_fkey FOREIGN KEY (shard_key, tenant_id, enrolment_id) REFERENCES people.enrolment(shard_key, tenant_id, id),
  constraint enrolment_term_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint enrolment_term_to_period_check CHECK ((to_period ~ '^\d{4}-\d{2}$'::text))
);
CREATE UNIQUE INDEX enrolment_term_open ON people.enrolment_term USING btree (shard_key, tenant_id, enrolment_id) WHERE (to_period IS NULL);
alter table people.enrolment_term enable row level security;
alter table people.enrolment_term force row level security;
create policy door on people.enrolment_term to heyi_owner using (true) with check (true);
create policy tenant on people.enrolment_term to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.enrolment_term to heyi_app;

create table people.legal_entity (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  uscc text not null,
  kind text not null,
  parent_id uuid,
  city_code text not null,
  tax_bureau_name text,
  created_at timestamp with time zone not null,
  constraint legal_entity_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint legal_entity_check CHECK (((kind = 'branch'::text) = (parent_id IS NOT NULL))),
  constraint legal_entity_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint legal_entity_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'branch'::text]))),
  constraint legal_entity_shard_key_tenant_id_parent_id_fkey FOREIGN KEY (shard_key, tenant_id, parent_id) REFERENCES people.legal_entity(shard_key, tenant_id, id),
  constraint legal_entity_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint legal_entity_uscc UNIQUE (shard_key, tenant_id, uscc)
);
alter table people.legal_entity enable row level security;
alter table people.legal_entity force row level security;
create policy door on people.legal_entity to heyi_owner using (true) with check (true);
create policy tenant on people.legal_entity to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.legal_entity to heyi_app;

create table people.payee_account (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  bank_name text not null,
  bank_code text,
  account_sealed bytea not null,
  account_hash bytea not null,
  account_masked text not null,
  holder_name text not null,
  changed_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint payee_account_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint payee_account_bank_code_check CHECK ((bank_code ~ '^\d{12}$'::text)),
  constraint payee_account_shard_key_tenant_id_person_id_fkey FOREIGN KEY (shard_key, tenant_id, person_id) REFERENCES people.person(shard_key, tenant_id, id),
  constraint payee_account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX payee_account_hash ON people.payee_account USING btree (shard_key, tenant_id, account_hash) WHERE (ended_at IS NULL);
CREATE INDEX payee_account_person ON people.payee_account USING btree (shard_key, tenant_id, person_id, changed_at);
CREATE UNIQUE INDEX payee_account_open ON people.payee_account USING btree (shard_key, tenant_id, person_id) WHERE (ended_at IS NULL);
alter table people.payee_account enable row level security;
alter table people.payee_account force row level security;
create policy door on people.payee_account to heyi_owner using (true) with check (true);
create policy tenant on people.payee_account to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.payee_account to heyi_app;

create table people.person (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  document_kind text not null,
  document_sealed bytea not null,
  document_hash bytea not null,
  document_masked text not null,
  birth_date date,
  sex text,
  nationality text not null,
  residency text not null,
  hukou_type text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_masked text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint person_document UNIQUE (shard_key, tenant_id, document_kind, document_hash),
  constraint person_document_kind_check CHECK ((document_kind = ANY (ARRAY['idCard'::text, 'hkMacaoPermit'::text, 'taiwanPermit'::text, 'passport'::text, 'foreignPermanentResident'::text, 'hkMacaoTaiwanResidencePermit'::text]))),
  constraint person_hukou_type_check CHECK ((hukou_type = ANY (ARRAY['localUrban'::text, 'localRural'::text, 'otherUrban'::text, 'otherRural'::text]))),
  constraint person_nationality_check CHECK ((nationality ~ '^[A-Z]{3}$'::text)),
  constraint person_residency_check CHECK ((residency = ANY (ARRAY['resident'::text, 'nonResident'::text]))),
  constraint person_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text]))),
  constraint person_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table people.person enable row level security;
alter table people.person force row level security;
create policy door on people.person to heyi_owner using (true) with check (true);
create policy tenant on people.person to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.person to heyi_app;

create table people.registration (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  legal_entity_id uuid not null,
  kind text not null,
  city_code text not null,
  agency_name text not null,
  number text not null,
  closed_from text,
  created_at timestamp with time zone not null,
  constraint registration_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint registration_city_code_check CHECK ((city_code ~ '^\d{6}$'::text)),
  constraint registration_closed_from_check CHECK ((closed_from ~ '^\d{4}-\d{2}$'::text)),
  constraint registration_kind_check CHECK ((kind = ANY (ARRAY['socialInsurance'::text, 'medical'::text, 'housingFund'::text]))),
  constraint registration_number UNIQUE (shard_key, tenant_id, kind, city_code, number),
  constraint registration_shard_key_tenant_id_legal_entity_id_fkey FOREIGN KEY (shard_key, tenant_id, legal_entity_id) REFERENCES people.legal_entity(shard_key, tenant_id, id),
  constraint registration_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX registration_entity ON people.registration USING btree (shard_key, tenant_id, legal_entity_id);
alter table people.registration enable row level security;
alter table people.registration force row level security;
create policy door on people.registration to heyi_owner using (true) with check (true);
create policy tenant on people.registration to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.registration to heyi_app;

create table people.registration_rate (
  shard_key integer not null,
  tenant_id uuid not null,
  registration_id uuid not null,
  from_period text not null,
  injury_rate_ppm integer,
  housing_fund_rate_ppm integer,
  supplementary_rate_ppm integer,
  constraint registration_rate_pkey PRIMARY KEY (shard_key, tenant_id, registration_id, from_period),
  constraint registration_rate_from_period_check CHECK ((from_period ~ '^\d{4}-\d{2}$'::text)),
  constraint registration_rate_shard_key_tenant_id_registration_id_fkey FOREIGN KEY (shard_key, tenant_id, registration_id) REFERENCES people.registration(shard_key, tenant_id, id),
  constraint registration_rate_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table people.registration_rate enable row level security;
alter table people.registration_rate force row level security;
create policy door on people.registration_rate to heyi_owner using (true) with check (true);
create policy tenant on people.registration_rate to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.registration_rate to heyi_app;

create table people.three_in_one_exception (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  employment_id uuid not null,
  code text not null,
  reason text not null,
  requested_by uuid,
  requested_by_name text not null,
  requested_at timestamp with time zone not null,
  approved_by uuid,
  approved_by_name text,
  approved_at timestamp with time zone,
  ended_how text,
  ended_by_name text,
  ended_at timestamp with time zone,
  ended_reason text,
  expires_on date not null,
  constraint three_in_one_exception_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint three_in_one_exception_check CHECK (((approved_by IS DISTINCT FROM requested_by) OR (approved_by IS NULL))),
  constraint three_in_one_exception_check1 CHECK (((approved_at IS NULL) OR (ended_at IS NULL))),
  constraint three_in_one_exception_check2 CHECK (((ended_how IS NULL) = (ended_at IS NULL))),
  constraint three_in_one_exception_ended_how_check CHECK ((ended_how = ANY (ARRAY['rejected'::text, 'withdrawn'::text]))),
  constraint three_in_one_exception_shard_key_tenant_id_employment_id_fkey FOREIGN KEY (shard_key, tenant_id, employment_id) REFERENCES people.employment(shard_key, tenant_id, id),
  constraint three_in_one_exception_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX three_in_one_exception_employment ON people.three_in_one_exception USING btree (shard_key, tenant_id, employment_id, code);
alter table people.three_in_one_exception enable row level security;
alter table people.three_in_one_exception force row level security;
create policy door on people.three_in_one_exception to heyi_owner using (true) with check (true);
create policy tenant on people.three_in_one_exception to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on people.three_in_one_exception to heyi_app;

create view people.enrolled_person with (security_invoker=true) as
 SELECT e.shard_key,
    e.tenant_id,
    e.id AS enrolment_id,
    e.employment_id,
    m.person_id,
    p.name AS person_name,
    p.birth_date,
    p.sex,
    m.employee_no,
    m.starts_on,
    m.ends_on,
    m.leaving_reason,
    e.registration_id,
    e.registration_tenant_id,
    e.kind AS registration_kind,
    e.city_code,
    e.start_period,
    e.stop_period,
    e.created_at
   FROM ((people.enrolment e
     JOIN people.employment m ON (((m.shard_key = e.shard_key) AND (m.tenant_id = e.tenant_id) AND (m.id = e.employment_id))))
     JOIN people.person p ON (((p.shard_key = m.shard_key) AND (p.tenant_id = m.tenant_id) AND (p.id = m.person_id))));
grant select on people.enrolled_person to heyi_app;
create view people.enrolment_base with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    enrolment_id,
    from_period,
    base_fen,
    lag(base_fen) OVER (PARTITION BY shard_key, tenant_id, enrolment_id ORDER BY from_period) AS base_before_fen
   FROM people.enrolment_term;
grant select on people.enrolment_base to heyi_app;
create view people.enrolment_detail with (security_invoker=true) as
 WITH unit AS MATERIALIZED (
         SELECT r.tenant_id,
            r.id,
            r.legal_entity_id,
                CASE
                    WHEN h.is_house THEN 'provider'::text
                    ELSE 'client'::text
                END AS account_holder,
                CASE
                    WHEN (row_number() OVER w = 1) THEN '0001-01'::text
                    ELSE u_1.from_period
                END AS from_period,
            to_char(((((lead(u_1.from_period) OVER w || '-01'::text))::date - 1))::timestamp with time zone, 'YYYY-MM'::text) AS to_period,
            u_1.injury_rate_ppm,
            u_1.housing_fund_rate_ppm,
            u_1.supplementary_rate_ppm
           FROM ((people.registration r
             JOIN platform.tenant h ON ((h.id = r.tenant_id)))
             JOIN people.registration_rate u_1 ON (((u_1.shard_key = r.shard_key) AND (u_1.tenant_id = r.tenant_id) AND (u_1.registration_id = r.id))))
          WINDOW w AS (PARTITION BY r.tenant_id, r.id ORDER BY u_1.from_period)
        )
 SELECT e.shard_key,
    e.tenant_id,
    e.id AS enrolment_id,
    e.employment_id,
    m.person_id,
    e.registration_id,
    e.registration_tenant_id,
    e.kind AS registration_kind,
    e.city_code,
    u.account_holder,
    u.legal_entity_id AS registration_entity_id,
    GREATEST(e.start_period, t.from_period, u.from_period) AS start_month,
    LEAST(e.stop_period, t.to_period, u.to_period) AS stop_month,
    t.base_fen,
    COALESCE(t.housing_fund_rate_ppm, u.housing_fund_rate_ppm) AS housing_fund_rate_ppm,
    COALESCE(t.supplementary_rate_ppm, u.supplementary_rate_ppm) AS supplementary_rate_ppm,
    u.injury_rate_ppm,
    p.hukou_type,
    t.insured_type,
    t.tier,
    p.name AS person_name,
    p.document_masked
   FROM ((((people.enrolment e
     JOIN people.enrolment_term t ON (((t.shard_key = e.shard_key) AND (t.tenant_id = e.tenant_id) AND (t.enrolment_id = e.id))))
     JOIN people.employment m ON (((m.shard_key = e.shard_key) AND (m.tenant_id = e.tenant_id) AND (m.id = e.employment_id))))
     JOIN people.person p ON (((p.shard_key = m.shard_key) AND (p.tenant_id = m.tenant_id) AND (p.id = m.person_id))))
     JOIN unit u ON (((u.tenant_id = e.registration_tenant_id) AND (u.id = e.registration_id))))
  WHERE (((e.stop_period IS NULL) OR (GREATEST(t.from_period, u.from_period) <= e.stop_period)) AND ((t.to_period IS NULL) OR (GREATEST(e.start_period, u.from_period) <= t.to_period)) AND ((u.to_period IS NULL) OR (GREATEST(e.start_period, t.from_period) <= u.to_period)));
grant select on people.enrolment_detail to heyi_app;
create view people.paid_person with (security_invoker=true) as
 SELECT e.shard_key,
    e.tenant_id,
    e.id AS employment_id,
    e.person_id,
    e.employee_no,
    t.pay_entity_id,
    t.pay_entity_tenant_id,
    t.form AS employment_form,
    t."position",
    t.paid_from,
        CASE
            WHEN t.is_open THEN e.ends_on
            ELSE t.paid_until
        END AS paid_until,
    p.name AS person_name,
    p.document_kind,
    p.document_sealed,
    p.document_hash,
    p.document_masked,
    p.birth_date,
    p.sex,
    p.nationality,
    p.residency,
    p.phone_sealed
   FROM ((people.employment e
     JOIN people.person p ON (((p.shard_key = e.shard_key) AND (p.tenant_id = e.tenant_id) AND (p.id = e.person_id))))
     CROSS JOIN LATERAL ( SELECT d.pay_entity_id,
            d.pay_entity_tenant_id,
            min(d.applies_from) AS paid_from,
            bool_or((d.applies_to IS NULL)) AS is_open,
            max(d.applies_to) AS paid_until,
            (array_agg(d.form ORDER BY d.applies_from DESC))[1] AS form,
            (array_agg(d."position" ORDER BY d.applies_from DESC))[1] AS "position"
           FROM people.employment_term d
          WHERE ((d.shard_key = e.shard_key) AND (d.tenant_id = e.tenant_id) AND (d.employment_id = e.id) AND (d.pay_entity_id IS NOT NULL))
          GROUP BY d.pay_entity_id, d.pay_entity_tenant_id) t);
grant select on people.paid_person to heyi_app;
create view people.payable_employment with (security_invoker=true) as
 SELECT shard_key,
    tenant_id,
    employment_id,
    person_id,
    person_name,
    employee_no,
    document_kind,
    document_hash,
    document_masked,
    document_sealed,
    birth_date,
    residency,
    employment_form,
    starts_on,
    ends_on,
    contract_entity_id,
    contract_entity_tenant_id,
    pay_entity_id,
    pay_entity_tenant_id,
    insurance_entity_id,
    insurance_entity_tenant_id,
    work_city_code,
    department,
    cost_centre,
    host_entity_id,
    host_employer,
    payee_account_sealed,
    payee_account_masked,
    payee_account_hash,
    payee_holder_name,
    payee_bank_name,
    payee_bank_code,
    payee_changed_at,
    terms_from,
    terms_to
   FROM people.payable_employment_term
  WHERE (terms_to IS NULL);
grant select on people.payable_employment to heyi_app;
create view people.payable_employment_term with (security_invoker=true) as
 SELECT e.shard_key,
    e.tenant_id,
    e.id AS employment_id,
    e.person_id,
    p.name AS person_name,
    e.employee_no,
    p.document_kind,
    p.document_hash,
    p.document_masked,
    p.document_sealed,
    p.birth_date,
    p.residency,
    t.form AS employment_form,
    e.starts_on,
    e.ends_on,
    e.contract_entity_id,
    e.contract_entity_tenant_id,
    t.pay_entity_id,
    t.pay_entity_tenant_id,
    t.insurance_entity_id,
    t.insurance_entity_tenant_id,
    t.work_city_code,
    t.department,
    t.cost_centre,
    t.host_entity_id,
    h.name AS host_employer,
    a.account_sealed AS payee_account_sealed,
    a.account_masked AS payee_account_masked,
    a.account_hash AS payee_account_hash,
    a.holder_name AS payee_holder_name,
    a.bank_name AS payee_bank_name,
    a.bank_code AS payee_bank_code,
    a.changed_at AS payee_changed_at,
    t.applies_from AS terms_from,
    t.applies_to AS terms_to
   FROM ((((people.employment e
     JOIN people.employment_term t ON (((t.shard_key = e.shard_key) AND (t.tenant_id = e.tenant_id) AND (t.employment_id = e.id))))
     JOIN people.person p ON (((p.shard_key = e.shard_key) AND (p.tenant_id = e.tenant_id) AND (p.id = e.person_id))))
     LEFT JOIN people.legal_entity h ON (((h.shard_key = e.shard_key) AND (h.tenant_id = e.tenant_id) AND (h.id = t.host_entity_id))))
     LEFT JOIN people.payee_account a ON (((a.shard_key = e.shard_key) AND (a.tenant_id = e.tenant_id) AND (a.person_id = e.person_id) AND (a.ended_at IS NULL))));
grant select on people.payable_employment_term to heyi_app;
CREATE OR REPLACE FUNCTION people.tenants_insured_by(registration uuid, registration_tenant uuid)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select distinct e.tenant_id from people.enrolment e
       where e.registration_id = registration and e.registration_tenant_id = registration_tenant
         and registration_tenant = any ((select platform.visible_tenants())::uuid[])
       order by e.tenant_id;
  end
  $function$;
grant execute on function people.tenants_insured_by(uuid,uuid) to heyi_app;
CREATE OR REPLACE FUNCTION people.tenants_paid_by(entity uuid, entity_tenant uuid)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select distinct t.tenant_id from people.employment_term t
       where t.pay_entity_id = entity and t.pay_entity_tenant_id = entity_tenant
         and entity_tenant = any ((select platform.visible_tenants())::uuid[])
       order by t.tenant_id;
  end
  $function$;
grant execute on function people.tenants_paid_by(uuid,uuid) to heyi_app;
