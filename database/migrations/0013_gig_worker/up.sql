-- Admission, income and tax of platform workers. The lean rows that a withdrawal locks (program,
-- worker, balance, income line, withdrawal) stand in 0012_gig.

-- Who a worker is; in the worker's stripe.
create table gig.worker_profile (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  worker_id            uuid not null,
  name                 text not null,
  document_kind        text not null check (document_kind in
                         ('idCard', 'hkMacaoPermit', 'taiwanPermit', 'passport',
                          'foreignPermanentResident', 'hkMacaoTaiwanResidencePermit')),
  document_sealed      bytea not null,
  document_hash        bytea not null,
  document_masked      text not null,
  birth_date           date not null,
  phone_sealed         bytea not null,
  phone_masked         text not null,
  bank_name            text,
  -- Keyed hash of everything that was registered: the same again is told from something else.
  content_hash         bytea not null,
  -- What the identity provider said of the present account.
  identity_outcome     text not null check (identity_outcome in
                         ('unchecked', 'agrees', 'disagrees', 'noAnswer')),
  identity_text        text,
  identity_reference   text,
  identity_checked_at  timestamptz,
  is_suspended         boolean not null default false,
  left_at              timestamptz,
  reasons              text[] not null,
  registered_at        timestamptz not null,
  primary key (shard_key, tenant_id, worker_id)
);
call platform.protect('gig.worker_profile');

-- One document is one worker in a client and environment; in the tenant's own shard.
create table gig.worker_document (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  document_kind      text not null,
  document_hash      bytea not null,
  environment        text collate "C" not null check (environment in ('sandbox', 'live')),
  worker_id          uuid not null,
  worker_shard_key   int not null,
  primary key (shard_key, tenant_id, document_kind, document_hash, environment)
);
call platform.protect('gig.worker_document');

-- What happened to a worker's admission, and why; in the worker's stripe.
create table gig.worker_event (
  shard_key   int not null,
  tenant_id   uuid not null references platform.tenant (id),
  id          uuid not null,
  worker_id   uuid not null,
  what        text not null check (what in
                ('registered', 'signed', 'checked', 'accountChanged', 'accountRefused', 'suspended',
                 'resumed', 'left', 'listed', 'judged')),
  state       text not null,
  reasons     text[] not null,
  note        text,
  actor_name  text not null,
  at          timestamptz not null,
  primary key (shard_key, tenant_id, id)
);
create index worker_event_worker on gig.worker_event (shard_key, tenant_id, worker_id, id);
call platform.protect('gig.worker_event', append_only => true);

-- 合作协议 and 代办申报授权, as the worker signed them; in the worker's stripe.
create table gig.worker_signature (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  worker_id    uuid not null,
  kind         text not null check (kind in ('cooperation', 'declarationAuthorisation')),
  version      text not null,
  signed_at    timestamptz not null,
  method       text not null check (method in ('click', 'sms', 'electronicSignature', 'paper')),
  recorded_at  timestamptz not null,
  primary key (shard_key, tenant_id, worker_id, kind, version)
);
call platform.protect('gig.worker_signature', append_only => true);

create table gig.agreement_text (
  shard_key     int not null,
  tenant_id     uuid not null references platform.tenant (id),
  id            uuid not null,
  kind          text not null check (kind in ('cooperation', 'declarationAuthorisation')),
  version       text not null,
  title         text not null,
  body          text not null,
  published_by  text not null,
  published_at  timestamptz not null,
  primary key (shard_key, tenant_id, id),
  constraint agreement_text_version unique (shard_key, tenant_id, kind, version)
);
call platform.protect('gig.agreement_text', append_only => true);

-- Black list, directors and shareholders of the client. Employees are read where they stand.
create table gig.block_entry (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  kind             text not null check (kind in ('blocked', 'director', 'shareholder')),
  name             text not null,
  document_kind    text not null,
  document_hash    bytea not null,
  document_masked  text not null,
  reason           text not null,
  added_by         text not null,
  added_at         timestamptz not null,
  removed_at       timestamptz,
  primary key (shard_key, tenant_id, id)
);
create unique index block_entry_open
  on gig.block_entry (shard_key, tenant_id, kind, document_kind, document_hash)
  where removed_at is null;
call platform.protect('gig.block_entry');

create table gig.admission_settings (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  minimum_age  int not null check (minimum_age between 16 and 60),
  channels     text[] not null,
  changed_at   timestamptz not null,
  primary key (shard_key, tenant_id)
);
call platform.protect('gig.admission_settings');

-- 批量付款; in the tenant's own shard. Items are one list: they are written and read together.
create table gig.payout_batch (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  batch_number   text not null,
  program_id     uuid not null,
  environment    text not null check (environment in ('sandbox', 'live')),
  app_id         uuid,
  state          text not null check (state in ('draft', 'confirmed', 'cancelled')),
  content_hash   text not null,
  items          jsonb not null,
  item_count     int not null check (item_count > 0),
  amount         bigint not null,
  created_at     timestamptz not null,
  confirmed_at   timestamptz,
  cancelled_at   timestamptz,
  primary key (shard_key, tenant_id, id),
  constraint payout_batch_number unique (shard_key, tenant_id, environment, batch_number)
);
call platform.protect('gig.payout_batch');

-- The operator's reading of the VAT rule; in the house. Added, never changed.
create table gig.vat_reading (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  id           uuid not null,
  reading      text not null check (reading in ('monthlyThreshold', 'perTransaction', 'notWithheld')),
  levy         text not null check (levy in ('reduced', 'standard')),
  location     text not null check (location in ('city', 'town', 'other')),
  from_period  text not null check (from_period ~ '^\d{4}-\d{2}$'),
  chosen_by    text not null,
  chosen_on    date not null,
  source       text not null,
  recorded_by  text not null,
  recorded_at  timestamptz not null,
  primary key (shard_key, tenant_id, id)
);
create index vat_reading_period on gig.vat_reading (shard_key, tenant_id, from_period, id);
call platform.protect('gig.vat_reading', append_only => true);

-- The return of a payer entity and month; a correction is a row of its own.
create table gig.gig_return (
  shard_key            int not null,
  tenant_id            uuid not null references platform.tenant (id),
  id                   uuid not null,
  legal_entity_id      uuid not null,
  entity_name          text not null,
  tax_period           text not null check (tax_period ~ '^\d{4}-\d{2}$'),
  number               int not null,
  corrects_id          uuid,
  correction_reason    text,
  state                text not null check (state in ('generated', 'declared', 'cancelled')),
  deadline             date,
  source_hash          text not null,
  people               int not null,
  income               bigint not null,
  tax                  bigint not null,
  vat                  bigint not null,
  surcharges           bigint not null,
  tax_declared_before  bigint not null,
  receipt_number       text,
  declared_at          timestamptz,
  declared_by          text,
  created_at           timestamptz not null,
  primary key (shard_key, tenant_id, id)
);
create unique index gig_return_number
  on gig.gig_return (shard_key, tenant_id, legal_entity_id, tax_period, number)
  where state <> 'cancelled';
call platform.protect('gig.gig_return');

-- What it declares of one worker and kind of income.
create table gig.gig_return_line (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  return_id         uuid not null,
  worker_id         uuid not null,
  worker_shard_key  int not null,
  income_kind       text not null check (income_kind in ('labourRemuneration', 'incidentalIncome')),
  receipts          bigint not null,
  income            bigint not null,
  tax               bigint not null,
  vat               bigint not null,
  surcharges        bigint not null,
  primary key (shard_key, tenant_id, return_id, worker_id, income_kind),
  foreign key (shard_key, tenant_id, return_id) references gig.gig_return (shard_key, tenant_id, id)
);
call platform.protect('gig.gig_return_line', append_only => true);
