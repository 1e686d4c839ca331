create schema messages;
grant usage on schema messages to heyi_app;

-- 会话: one on one subject, read and written by three sides. It stands in the subject's tenant.
create table messages.thread (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  subject_kind     text not null check (subject_kind in ('orderLine')),
  subject_id       uuid not null,
  employment_id    uuid not null,
  person_id        uuid not null,
  person_name      text not null,
  title            text not null,
  opened_at        timestamptz not null,
  opened_by_name   text not null,
  -- The response clock: who is to answer, since when, and until when.
  waited_for       text check (waited_for in ('specialist', 'clientHr', 'employee')),
  waiting_since    timestamptz,
  due_at           timestamptz,
  answered_at      timestamptz,
  last_posted_at   timestamptz,
  last_posted_name text,
  last_side        text check (last_side in ('specialist', 'clientHr', 'employee')),
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, subject_kind, subject_id),
  check ((waited_for is null) = (due_at is null)),
  check ((waited_for is null) = (waiting_since is null))
);
create index thread_waiting on messages.thread (shard_key, tenant_id, waited_for, due_at)
  where waited_for is not null;
create index thread_employment on messages.thread (shard_key, tenant_id, employment_id);
call platform.protect('messages.thread');

-- 索要材料: papers that one side was asked for at one time.
create table messages.paper_request (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  thread_id      uuid not null,
  asked_from     text not null check (asked_from in ('employee', 'clientHr')),
  note_sealed    bytea,
  due_on         date,
  asked_at       timestamptz not null,
  asked_by_name  text not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, thread_id)
    references messages.thread (shard_key, tenant_id, id)
);
create index paper_request_thread on messages.paper_request (shard_key, tenant_id, thread_id);
call platform.protect('messages.paper_request', append_only => true);

create table messages.paper (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  id               uuid not null,
  thread_id        uuid not null,
  request_id       uuid not null,
  number           int not null,
  name             text not null,
  note             text,
  accepts          text[] not null,
  -- How many files make it complete.
  files_min        int not null check (files_min > 0),
  is_required      boolean not null,
  state            text not null check (state in ('asked', 'received', 'accepted', 'refused', 'waived')),
  -- Begins anew with each refusal: what was refused is no part of what is handed in again.
  round            int not null default 1,
  -- Counts every change, so that a decision says what was looked at.
  version          int not null default 0,
  reason           text,
  decided_by_name  text,
  decided_at       timestamptz,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, thread_id)
    references messages.thread (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, request_id)
    references messages.paper_request (shard_key, tenant_id, id),
  check (state <> 'refused' or reason is not null)
);
create index paper_thread on messages.paper (shard_key, tenant_id, thread_id);
call platform.protect('messages.paper');

-- A file in a thread: a page of a paper, or beside the papers. The original is kept as it came; shown
-- is a copy without hidden data, the same file where there is none to remove.
create table messages.attachment (
  shard_key         int not null,
  tenant_id         uuid not null references platform.tenant (id),
  id                uuid not null,
  thread_id         uuid not null,
  paper_id          uuid,
  round             int,
  original_file_id  uuid not null,
  shown_file_id     uuid not null,
  name              text not null,
  type              text not null,
  size              bigint not null,
  -- SHA-256 of the original.
  sha256            bytea not null,
  side              text not null check (side in ('specialist', 'clientHr', 'employee')),
  added_by_name     text not null,
  added_at          timestamptz not null,
  removed_at        timestamptz,
  removed_by_name   text,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, thread_id)
    references messages.thread (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, paper_id)
    references messages.paper (shard_key, tenant_id, id),
  check ((paper_id is null) = (round is null))
);
create index attachment_thread on messages.attachment (shard_key, tenant_id, thread_id);
create unique index attachment_once on messages.attachment (shard_key, tenant_id, paper_id, round, sha256)
  where removed_at is null;
call platform.protect('messages.attachment');

-- What stands in the thread. Never changed: words are sealed, they may name numbers of people.
create table messages.message (
  shard_key      int not null,
  tenant_id      uuid not null references platform.tenant (id),
  id             uuid not null,
  thread_id      uuid not null,
  kind           text not null check (kind in (
                   'text', 'file', 'papersAsked', 'paperReceived', 'paperAccepted', 'paperRefused',
                   'paperWaived', 'linkMade', 'linkRevoked')),
  side           text not null check (side in ('specialist', 'clientHr', 'employee')),
  author_name    text not null,
  account_id     uuid,
  text_sealed    bytea,
  paper_id       uuid,
  attachment_id  uuid,
  posted_at      timestamptz not null,
  primary key (shard_key, tenant_id, id),
  foreign key (shard_key, tenant_id, thread_id)
    references messages.thread (shard_key, tenant_id, id),
  check (kind <> 'text' or text_sealed is not null),
  check (kind <> 'file' or attachment_id is not null)
);
create index message_thread on messages.message (shard_key, tenant_id, thread_id, id);
call platform.protect('messages.message', append_only => true);
