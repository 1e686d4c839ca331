create schema evidence;
grant usage on schema evidence to heyi_app;

-- 凭证: a paper as it came. Its content lies sealed among the files of its tenant. It stands in the
-- tenant whose registration or taxpayer it is of; a list of the provider's in the house tenant.
create table evidence.document (
  shard_key          int not null,
  tenant_id          uuid not null references platform.tenant (id),
  id                 uuid not null,
  kind               text not null,
  file_id            uuid not null,
  file_name          text not null,
  type               text not null,
  sha256             bytea not null,
  size               bigint not null,
  page_count         int not null check (page_count > 0),
  source_name        text not null,
  page_address       text,
  verification_code  text,
  -- The month it is about, where the whole paper is about one.
  period             text check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  captured_by_name   text not null,
  captured_by_id     uuid,
  captured_at        timestamptz not null,
  recorded_at        timestamptz not null,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, sha256, kind)
);
create index document_period on evidence.document (shard_key, tenant_id, period, id);
call platform.protect('evidence.document', append_only => true);

-- The token of a time-stamp authority (RFC 3161) over the SHA-256 of a paper.
create table evidence.time_stamp (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  document_id       uuid not null,
  token             bytea not null,
  stamped_at        timestamptz not null,
  serial            text not null,
  policy            text not null,
  authority         text not null,
  nonce             text not null,
  -- Against which it was verified when it came.
  chain_pem         text not null,
  received_at       timestamptz not null,
  primary key (shard_key, tenant_id, document_id),
  foreign key (shard_key, tenant_id, document_id)
    references evidence.document (shard_key, tenant_id, id)
);
call platform.protect('evidence.time_stamp', append_only => true);

-- 待盖时间戳: goes with the stamp.
create table evidence.stamp_wait (
  shard_key     int not null,
  tenant_id     uuid not null references platform.tenant (id),
  document_id   uuid not null,
  attempts      int not null default 0,
  -- A code, and what the authority or the network said.
  failure       text,
  failure_words text,
  next_at       timestamptz not null,
  primary key (shard_key, tenant_id, document_id),
  foreign key (shard_key, tenant_id, document_id)
    references evidence.document (shard_key, tenant_id, id)
);
create index stamp_wait_due on evidence.stamp_wait (next_at);
call platform.protect('evidence.stamp_wait');

-- What a paper proves: many to many. Stands in the tenant of what it is bound to; the paper may be
-- the provider's, and then stands in the house tenant.
create table evidence.binding (
  shard_key           int not null,
  tenant_id           uuid not null references platform.tenant (id),
  id                  uuid not null,
  document_id         uuid not null,
  document_tenant_id  uuid not null references platform.tenant (id),
  -- Of the paper, so that what is proven is known without it.
  kind                text not null,
  subject_kind        text not null check (subject_kind in (
                        'orderLine', 'withholdingReturn', 'contributionPayment', 'declaration',
                        'officialBill')),
  subject_id          uuid not null,
  service             text not null,
  period              text check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  person_name         text,
  title               text not null,
  -- Where the rows of the subject stand; those of others are left out of copies.
  marks               jsonb not null,
  bound_by_name       text not null,
  bound_at            timestamptz not null,
  revoked_by_name     text,
  revoked_at          timestamptz,
  revoke_reason       text,
  primary key (shard_key, tenant_id, id),
  check ((revoked_at is null) = (revoke_reason is null))
);
create unique index binding_once on evidence.binding
  (shard_key, tenant_id, document_id, subject_kind, subject_id) where revoked_at is null;
create index binding_subject on evidence.binding (shard_key, tenant_id, subject_id)
  where revoked_at is null;
create index binding_period on evidence.binding (shard_key, tenant_id, period, document_id);
call platform.protect('evidence.binding');

-- The head of a paper, which every copy keeps: title, agency, names of columns. The last one counts.
create table evidence.head (
  shard_key       int not null,
  tenant_id       uuid not null references platform.tenant (id),
  id              uuid not null,
  document_id     uuid not null,
  marks           jsonb not null,
  marked_by_name  text not null,
  marked_at       timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, document_id)
    references evidence.document (shard_key, tenant_id, id)
);
create index head_document on evidence.head (shard_key, tenant_id, document_id, id);
call platform.protect('evidence.head', append_only => true);

-- Copies that were made, by a hash of what is kept in them: made once, shown often.
create table evidence.copy (
  shard_key    int not null,
  tenant_id    uuid not null references platform.tenant (id),
  document_id  uuid not null,
  kept_hash    bytea not null,
  file_id      uuid not null,
  made_at      timestamptz not null,
  primary key (shard_key, tenant_id, document_id, kept_hash)
);
call platform.protect('evidence.copy', append_only => true);

-- Door: whose papers wait for a stamp that may be asked for now.
create function evidence.tenants_with_due_stamps(at timestamptz)
  returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query select distinct w.tenant_id from evidence.stamp_wait w where w.next_at <= at;
  end
  $$;

revoke all on function evidence.tenants_with_due_stamps from public;
grant execute on function evidence.tenants_with_due_stamps to heyi_app;
