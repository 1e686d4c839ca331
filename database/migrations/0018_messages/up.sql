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
  -- When operations was told that the specialist is late.
  escalated_at     timestamptz,
  -- 已办结: the employee's page says so, and takes nothing more.
  closed_at        timestamptz,
  primary key (shard_key, tenant_id, id),
  unique (shard_key, tenant_id, subject_kind, subject_id),
  check ((waited_for is null) = (due_at is null)),
  check ((waited_for is null) = (waiting_since is null)),
  check (escalated_at is null or waited_for = 'specialist'),
  check (closed_at is null or waited_for is null)
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
                   'paperWaived', 'linkMade', 'linkRevoked', 'threadClosed')),
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

-- 回复时限 as agreed with the client: working hours of each side; without a row the usual ones hold.
create table messages.response_hours (
  shard_key        int not null,
  tenant_id        uuid not null references platform.tenant (id),
  specialist_hours int not null check (specialist_hours > 0),
  client_hr_hours  int not null check (client_hr_hours > 0),
  employee_hours   int not null check (employee_hours > 0),
  set_by_name      text not null,
  set_at           timestamptz not null,
  primary key (shard_key, tenant_id)
);
call platform.protect('messages.response_hours');

-- What waits in threads, and for which side: lists and counts read this one.
create view messages.waiting_thread with (security_invoker = true) as
  select shard_key, tenant_id, id as thread_id, 'answer' as what, waited_for as side, due_at
    from messages.thread
   where waited_for is not null
  union all
  select shard_key, tenant_id, id, 'late', waited_for, due_at
    from messages.thread
   where escalated_at is not null
  union all
  select t.shard_key, t.tenant_id, t.id, 'check', 'specialist',
         case when t.waited_for = 'specialist' then t.due_at end
    from messages.thread t
   where t.closed_at is null
     and exists (select from messages.paper p
                  where p.shard_key = t.shard_key and p.tenant_id = t.tenant_id
                    and p.thread_id = t.id and p.state = 'received')
  union all
  select t.shard_key, t.tenant_id, t.id, 'handIn', r.asked_from,
         case when t.waited_for = r.asked_from then t.due_at end
    from messages.thread t
    join (select distinct q.shard_key, q.tenant_id, q.thread_id, q.asked_from
            from messages.paper_request q
            join messages.paper p
              on p.shard_key = q.shard_key and p.tenant_id = q.tenant_id and p.request_id = q.id
           where p.state in ('asked', 'refused')) r
      on r.shard_key = t.shard_key and r.tenant_id = t.tenant_id and r.thread_id = t.id
   where t.closed_at is null;
grant select on messages.waiting_thread to heyi_app;

-- A server looks for clients in whose threads a specialist is late.
create function messages.tenants_with_late_threads(at timestamptz)
  returns table (tenant_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query
      select distinct t.tenant_id from messages.thread t
       where t.waited_for = 'specialist' and t.due_at < at and t.escalated_at is null;
  end
  $$;
revoke all on function messages.tenants_with_late_threads from public;
grant execute on function messages.tenants_with_late_threads to heyi_app;
