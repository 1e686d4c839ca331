-- Tax filing stands in the tenant of the withholding entity, beside its taxpayers and cumulations.

-- 人员信息采集: what the tax bureau knows of a taxpayer, and what it has to be told.
create table payroll.taxpayer_registration (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  taxpayer_id       uuid not null,
  legal_entity_id   uuid not null,
  person_name       text not null,
  -- 证件类型 in the words of the client program.
  document_type     text not null,
  employee_no       text,
  employed_from     date,
  left_on           date,
  -- The facts of the sheet as JSON, sealed with the key of this tenant.
  facts_sealed      bytea not null,
  -- Keyed hashes: of all facts, and of those the client program takes no change of.
  facts_hash        bytea not null,
  key_hash          bytea not null,
  -- The same as of the newest sheet, and as the bureau has accepted them.
  sent_hash         bytea,
  sent_key_hash     bytea,
  reported_hash     bytea,
  reported_key_hash bytea,
  is_leaver         boolean not null,
  is_leaver_reported boolean not null default false,
  missing           text[] not null,
  state             text not null check (state in ('toReport', 'reporting', 'reported', 'failed')),
  identity          text not null check (identity in (
                      'notChecked', 'checking', 'verified', 'refused', 'deferred')),
  failure           text,
  collected_at      timestamptz not null,
  sheet_file_id     uuid,
  reported_at       timestamptz,
  primary key (shard_key, tenant_id, taxpayer_id),
  foreign key (shard_key, tenant_id, taxpayer_id) references payroll.taxpayer (shard_key, tenant_id, id)
);
create index taxpayer_registration_entity
  on payroll.taxpayer_registration (shard_key, tenant_id, legal_entity_id, state);
call platform.protect('payroll.taxpayer_registration');

-- Read by the checks of a run: whether somebody can be declared. A taxpayer without a row was never
-- collected.
create view payroll.taxpayer_standing with (security_invoker = true) as
  select t.shard_key, t.tenant_id, t.id as taxpayer_id, t.legal_entity_id, t.document_hash,
         coalesce(r.state, 'toReport') as state, coalesce(r.identity, 'notChecked') as identity,
         r.failure
    from payroll.taxpayer t
    left join payroll.taxpayer_registration r
      on r.shard_key = t.shard_key and r.tenant_id = t.tenant_id and r.taxpayer_id = t.id;
grant select on payroll.taxpayer_standing to heyi_app;

create table payroll.withholding_return (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  legal_entity_id   uuid not null,
  tax_period        text not null check (payroll.is_month(tax_period)),
  number            int not null check (number >= 0),
  corrects_id       uuid,
  correction_reason text,
  state             text not null check (state in (
                      'computed', 'differs', 'sent', 'accepted', 'rejected', 'taxPaid', 'evidenced',
                      'cancelled')),
  deadline          date not null,
  is_deadline_provisional boolean not null,
  -- Hash of the cumulation steps it was generated from: another one says that figures moved.
  source_hash       text not null,
  people            int not null,
  zero_tax_people   int not null,
  income            bigint not null,
  exempt            bigint not null,
  tax               bigint not null,
  tax_declared_before bigint not null,
  compared          int not null default 0,
  differing         int not null default 0,
  difference        bigint not null default 0,
  difference_accepted text,
  receipt_number    text,
  refusal           text,
  paid_amount       bigint,
  late_fee          bigint,
  paid_on           date,
  voucher_number    text,
  -- Payments recorded so far: each posts under a reference of its own.
  payment_count     int not null default 0,
  evidence_id       uuid,
  created_at        timestamptz not null,
  primary key (shard_key, tenant_id, id)
);
create unique index withholding_return_number
  on payroll.withholding_return (shard_key, tenant_id, legal_entity_id, tax_period, number)
  where state <> 'cancelled';
call platform.protect('payroll.withholding_return');

-- One row a taxpayer and kind of income. Amounts in fen; `bureau` is what the client program computed.
create table payroll.return_line (
  shard_key             int not null,
  tenant_id             uuid not null references platform.tenant (id),
  return_id             uuid not null,
  sheet                 text not null check (sheet in (
                          'wages', 'annualBonus', 'labourRemuneration', 'nonResidentWages')),
  taxpayer_id           uuid not null,
  -- 所得项目 of the sheet, where it has several.
  income_item           text not null,
  employee_no           text,
  client_ids            uuid[] not null,
  income                bigint not null,
  exempt                bigint not null,
  pension               bigint not null,
  medical               bigint not null,
  unemployment          bigint not null,
  housing_fund          bigint not null,
  child_education       bigint not null,
  infant_care           bigint not null,
  continuing_education  bigint not null,
  housing_loan_interest bigint not null,
  housing_rent          bigint not null,
  elder_support         bigint not null,
  other                 bigint not null,
  relief                bigint not null,
  tax                   bigint not null,
  cumulative_income     bigint not null,
  cumulative_exempt     bigint not null,
  cumulative_basic      bigint not null,
  cumulative_special    bigint not null,
  cumulative_additional bigint not null,
  cumulative_other      bigint not null,
  cumulative_relief     bigint not null,
  cumulative_taxable    bigint not null,
  cumulative_tax        bigint not null,
  withheld_before       bigint not null,
  bureau                jsonb,
  difference            bigint,
  cause                 text,
  primary key (shard_key, tenant_id, return_id, sheet, taxpayer_id, income_item),
  foreign key (shard_key, tenant_id, return_id)
    references payroll.withholding_return (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, taxpayer_id) references payroll.taxpayer (shard_key, tenant_id, id)
);
create index return_line_differing on payroll.return_line (shard_key, tenant_id, return_id)
  where difference <> 0;
call platform.protect('payroll.return_line');

-- Whom the bureau computed and we do not declare.
create table payroll.return_stranger (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  return_id        uuid not null,
  sheet            text not null,
  document_hash    bytea not null,
  document_masked  text not null,
  person_name      text not null,
  bureau           jsonb not null,
  tax              bigint not null,
  primary key (shard_key, tenant_id, return_id, sheet, document_hash),
  foreign key (shard_key, tenant_id, return_id)
    references payroll.withholding_return (shard_key, tenant_id, id)
);
call platform.protect('payroll.return_stranger');

-- The clients in a return. Their names are kept: the entity's tenant does not see their records.
create table payroll.return_client (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  return_id    uuid not null,
  client_id    uuid not null,
  client_name  text not null,
  people       int not null,
  tax          bigint not null,
  primary key (shard_key, tenant_id, return_id, client_id),
  foreign key (shard_key, tenant_id, return_id)
    references payroll.withholding_return (shard_key, tenant_id, id)
);
call platform.protect('payroll.return_client');

create table payroll.return_event (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  id          uuid not null,
  return_id   uuid not null,
  action      text not null,
  state       text not null,
  note        text,
  account_id  uuid,
  actor_name  text not null,
  at          timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, return_id)
    references payroll.withholding_return (shard_key, tenant_id, id)
);
create index return_event_return on payroll.return_event (shard_key, tenant_id, return_id, id);
call platform.protect('payroll.return_event', append_only => true);

-- The part of a return's payment that is one client's, in that client's tenant. Negative where a
-- correction moved tax to another client.
create table payroll.tax_payment (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  -- The return stands in the tenant of the entity.
  return_id          uuid not null,
  payment_number     int not null,
  legal_entity_id    uuid not null,
  tax_period         text not null check (payroll.is_month(tax_period)),
  amount             bigint not null check (amount <> 0),
  -- The paying account it left; null: an account of the entity that is not kept here.
  payer_account_id   uuid,
  paid_on            date not null,
  voucher_number     text not null,
  recorded_by_name   text not null,
  recorded_at        timestamptz not null,
  revoked_at         timestamptz,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, return_id, payment_number)
);
create index tax_payment_period
  on payroll.tax_payment (shard_key, tenant_id, legal_entity_id, tax_period) where revoked_at is null;
call platform.protect('payroll.tax_payment');

-- What was debited by an agency or paid to it for a client's people at one registration and month.
create table payroll.contribution_payment (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  -- The registration may be the provider's, and then stands in the house tenant.
  registration_id      uuid not null,
  legal_entity_id      uuid not null,
  contribution_period  text not null check (payroll.is_month(contribution_period)),
  way                  text not null check (way in ('agreementDebit', 'voucher')),
  amount               bigint not null check (amount > 0),
  late_fee             bigint not null check (late_fee >= 0),
  late_fee_bearer      text check (late_fee_bearer in ('client', 'provider')),
  payer_account_id     uuid,
  paid_on              date not null,
  voucher_number       text not null,
  evidence_id          uuid not null,
  recorded_by_name     text not null,
  recorded_at          timestamptz not null,
  revoked_by_name      text,
  revoked_at           timestamptz,
  revoke_reason        text,
  primary key (shard_key, tenant_id, id),
  check (late_fee = 0 or late_fee_bearer is not null)
);
create unique index contribution_payment_voucher on payroll.contribution_payment
  (shard_key, tenant_id, registration_id, contribution_period, voucher_number)
  where revoked_at is null;
call platform.protect('payroll.contribution_payment');

-- What has been paid in a period and entity and is not voided, whatever client paid it, with its hash.
create view payroll.declarable_period with (security_invoker = true) as
  select s.shard_key, s.tenant_id, s.legal_entity_id, s.tax_period,
         count(distinct s.taxpayer_id)::int as people,
         sum(s.income + s.bonus_income)::bigint as income,
         sum(s.tax + s.bonus_tax)::bigint as tax,
         md5(string_agg(concat_ws(',', s.taxpayer_id, s.tax_year, s.income_kind, s.version,
                                  s.run_id, s.lock_number), ';'
                        order by s.taxpayer_id, s.tax_year, s.income_kind, s.version)) as source_hash
    from payroll.tax_cumulation_step s
   where s.voided_at is null and s.run_id is not null
   group by s.shard_key, s.tenant_id, s.legal_entity_id, s.tax_period;
grant select on payroll.declarable_period to heyi_app;

-- ---------------------------------------------------------------------------------------------
-- What people and clients are given; in the client's tenant.

-- One row a payslip that was ever released. A new calculation has new payslips: they are released anew.
create table payroll.payslip_release (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  payslip_id         uuid not null,
  run_id             uuid not null,
  employment_id      uuid not null,
  releases_at        timestamptz not null,
  released_by_name   text not null,
  withdrawn_at       timestamptz,
  withdrawn_reason   text,
  read_at            timestamptz,
  confirmed_at       timestamptz,
  primary key (shard_key, tenant_id, payslip_id),
  foreign key (shard_key, tenant_id, run_id) references payroll.run (shard_key, tenant_id, id)
);
create index payslip_release_employment
  on payroll.payslip_release (shard_key, tenant_id, employment_id, releases_at desc);
call platform.protect('payroll.payslip_release');

-- The client's own columns of the pay register, in order: [{key, nameZh}].
create table payroll.register_columns (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  columns     jsonb not null,
  changed_at  timestamptz not null,
  primary key (shard_key, tenant_id)
);
call platform.protect('payroll.register_columns');
