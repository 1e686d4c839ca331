-- Made by tools/generate.ts from the migrations. Read it; change the migrations.

grant usage on schema messages to heyi_app;

create table messages.attachment (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  paper_id uuid,
  round integer,
  original_file_id uuid not null,
  shown_file_id uuid not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 bytea not null,
  side text not null,
  added_by_name text not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  removed_by_name text,
  constraint attachment_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint attachment_check CHECK (((paper_id IS NULL) = (round IS NULL))),
  constraint attachment_shard_key_tenant_id_paper_id_fkey FOREIGN KEY (shard_key, tenant_id, paper_id) REFERENCES messages.paper(shard_key, tenant_id, id),
  constraint attachment_shard_key_tenant_id_thread_id_fkey FOREIGN KEY (shard_key, tenant_id, thread_id) REFERENCES messages.thread(shard_key, tenant_id, id),
  constraint attachment_side_check CHECK ((side = ANY (ARRAY['specialist'::text, 'clientHr'::text, 'employee'::text]))),
  constraint attachment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX attachment_thread ON messages.attachment USING btree (shard_key, tenant_id, thread_id);
CREATE UNIQUE INDEX attachment_once ON messages.attachment USING btree (shard_key, tenant_id, paper_id, round, sha256) WHERE (removed_at IS NULL);
alter table messages.attachment enable row level security;
alter table messages.attachment force row level security;
create policy door on messages.attachment to heyi_owner using (true) with check (true);
create policy tenant on messages.attachment to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on messages.attachment to heyi_app;

create table messages.message (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  kind text not null,
  side text not null,
  author_name text not null,
  account_id uuid,
  text_sealed bytea,
  paper_id uuid,
  attachment_id uuid,
  posted_at timestamp with time zone not null,
  constraint message_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint message_check CHECK (((kind <> 'text'::text) OR (text_sealed IS NOT NULL))),
  constraint message_check1 CHECK (((kind <> 'file'::text) OR (attachment_id IS NOT NULL))),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'file'::text, 'papersAsked'::text, 'paperReceived'::text, 'paperAccepted'::text, 'paperRefused'::text, 'paperWaived'::text, 'linkMade'::text, 'linkRevoked'::text, 'threadClosed'::text]))),
  constraint message_shard_key_tenant_id_thread_id_fkey FOREIGN KEY (shard_key, tenant_id, thread_id) REFERENCES messages.thread(shard_key, tenant_id, id),
  constraint message_side_check CHECK ((side = ANY (ARRAY['specialist'::text, 'clientHr'::text, 'employee'::text]))),
  constraint message_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX message_thread ON messages.message USING btree (shard_key, tenant_id, thread_id, id);
alter table messages.message enable row level security;
alter table messages.message force row level security;
create policy door on messages.message to heyi_owner using (true) with check (true);
create policy tenant on messages.message to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on messages.message to heyi_app;

create table messages.paper (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  request_id uuid not null,
  number integer not null,
  name text not null,
  note text,
  accepts text[] not null,
  files_min integer not null,
  is_required boolean not null,
  state text not null,
  round integer default 1 not null,
  version integer default 0 not null,
  reason text,
  decided_by_name text,
  decided_at timestamp with time zone,
  constraint paper_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint paper_check CHECK (((state <> 'refused'::text) OR (reason IS NOT NULL))),
  constraint paper_files_min_check CHECK ((files_min > 0)),
  constraint paper_shard_key_tenant_id_request_id_fkey FOREIGN KEY (shard_key, tenant_id, request_id) REFERENCES messages.paper_request(shard_key, tenant_id, id),
  constraint paper_shard_key_tenant_id_thread_id_fkey FOREIGN KEY (shard_key, tenant_id, thread_id) REFERENCES messages.thread(shard_key, tenant_id, id),
  constraint paper_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'received'::text, 'accepted'::text, 'refused'::text, 'waived'::text]))),
  constraint paper_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX paper_thread ON messages.paper USING btree (shard_key, tenant_id, thread_id);
alter table messages.paper enable row level security;
alter table messages.paper force row level security;
create policy door on messages.paper to heyi_owner using (true) with check (true);
create policy tenant on messages.paper to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on messages.paper to heyi_app;

create table messages.paper_request (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  asked_from text not null,
  note_sealed bytea,
  due_on date,
  asked_at timestamp with time zone not null,
  asked_by_name text not null,
  constraint paper_request_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint paper_request_asked_from_check CHECK ((asked_from = ANY (ARRAY['employee'::text, 'clientHr'::text]))),
  constraint paper_request_shard_key_tenant_id_thread_id_fkey FOREIGN KEY (shard_key, tenant_id, thread_id) REFERENCES messages.thread(shard_key, tenant_id, id),
  constraint paper_request_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
CREATE INDEX paper_request_thread ON messages.paper_request USING btree (shard_key, tenant_id, thread_id);
alter table messages.paper_request enable row level security;
alter table messages.paper_request force row level security;
create policy door on messages.paper_request to heyi_owner using (true) with check (true);
create policy tenant on messages.paper_request to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant insert, select on messages.paper_request to heyi_app;

create table messages.response_hours (
  shard_key integer not null,
  tenant_id uuid not null,
  specialist_hours integer not null,
  client_hr_hours integer not null,
  employee_hours integer not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint response_hours_pkey PRIMARY KEY (shard_key, tenant_id),
  constraint response_hours_client_hr_hours_check CHECK ((client_hr_hours > 0)),
  constraint response_hours_employee_hours_check CHECK ((employee_hours > 0)),
  constraint response_hours_specialist_hours_check CHECK ((specialist_hours > 0)),
  constraint response_hours_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id)
);
alter table messages.response_hours enable row level security;
alter table messages.response_hours force row level security;
create policy door on messages.response_hours to heyi_owner using (true) with check (true);
create policy tenant on messages.response_hours to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on messages.response_hours to heyi_app;

create table messages.thread (
  shard_key integer not null,
  tenant_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  employment_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  title text not null,
  opened_at timestamp with time zone not null,
  opened_by_name text not null,
  waited_for text,
  waiting_since timestamp with time zone,
  due_at timestamp with time zone,
  answered_at timestamp with time zone,
  last_posted_at timestamp with time zone,
  last_posted_name text,
  last_side text,
  escalated_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint thread_pkey PRIMARY KEY (shard_key, tenant_id, id),
  constraint thread_check CHECK (((waited_for IS NULL) = (due_at IS NULL))),
  constraint thread_check1 CHECK (((waited_for IS NULL) = (waiting_since IS NULL))),
  constraint thread_check2 CHECK (((escalated_at IS NULL) OR (waited_for = 'specialist'::text))),
  constraint thread_check3 CHECK (((closed_at IS NULL) OR (waited_for IS NULL))),
  constraint thread_last_side_check CHECK ((last_side = ANY (ARRAY['specialist'::text, 'clientHr'::text, 'employee'::text]))),
  constraint thread_shard_key_tenant_id_subject_kind_subject_id_key UNIQUE (shard_key, tenant_id, subject_kind, subject_id),
  constraint thread_subject_kind_check CHECK ((subject_kind = 'orderLine'::text)),
  constraint thread_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES platform.tenant(id),
  constraint thread_waited_for_check CHECK ((waited_for = ANY (ARRAY['specialist'::text, 'clientHr'::text, 'employee'::text])))
);
CREATE INDEX thread_employment ON messages.thread USING btree (shard_key, tenant_id, employment_id);
CREATE INDEX thread_waiting ON messages.thread USING btree (shard_key, tenant_id, waited_for, due_at) WHERE (waited_for IS NOT NULL);
alter table messages.thread enable row level security;
alter table messages.thread force row level security;
create policy door on messages.thread to heyi_owner using (true) with check (true);
create policy tenant on messages.thread to heyi_app using ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[]))) with check ((tenant_id = ANY (( SELECT platform.visible_tenants() AS visible_tenants)::uuid[])));
grant delete, insert, select, update on messages.thread to heyi_app;

create view messages.waiting_thread with (security_invoker=true) as
 SELECT thread.shard_key,
    thread.tenant_id,
    thread.id AS thread_id,
    'answer'::text AS what,
    thread.waited_for AS side,
    thread.due_at
   FROM messages.thread
  WHERE (thread.waited_for IS NOT NULL)
UNION ALL
 SELECT thread.shard_key,
    thread.tenant_id,
    thread.id AS thread_id,
    'late'::text AS what,
    thread.waited_for AS side,
    thread.due_at
   FROM messages.thread
  WHERE (thread.escalated_at IS NOT NULL)
UNION ALL
 SELECT t.shard_key,
    t.tenant_id,
    t.id AS thread_id,
    'check'::text AS what,
    'specialist'::text AS side,
        CASE
            WHEN (t.waited_for = 'specialist'::text) THEN t.due_at
            ELSE NULL::timestamp with time zone
        END AS due_at
   FROM messages.thread t
  WHERE ((t.closed_at IS NULL) AND (EXISTS ( SELECT
           FROM messages.paper p
          WHERE ((p.shard_key = t.shard_key) AND (p.tenant_id = t.tenant_id) AND (p.thread_id = t.id) AND (p.state = 'received'::text)))))
UNION ALL
 SELECT t.shard_key,
    t.tenant_id,
    t.id AS thread_id,
    'handIn'::text AS what,
    r.asked_from AS side,
        CASE
            WHEN (t.waited_for = r.asked_from) THEN t.due_at
            ELSE NULL::timestamp with time zone
        END AS due_at
   FROM (messages.thread t
     JOIN ( SELECT DISTINCT q.shard_key,
            q.tenant_id,
            q.thread_id,
            q.asked_from
           FROM (messages.paper_request q
             JOIN messages.paper p ON (((p.shard_key = q.shard_key) AND (p.tenant_id = q.tenant_id) AND (p.request_id = q.id))))
          WHERE (p.state = ANY (ARRAY['asked'::text, 'refused'::text]))) r ON (((r.shard_key = t.shard_key) AND (r.tenant_id = t.tenant_id) AND (r.thread_id = t.id))))
  WHERE (t.closed_at IS NULL);
grant select on messages.waiting_thread to heyi_app;
CREATE OR REPLACE FUNCTION messages.tenants_with_late_threads(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  #variable_conflict use_column
  begin
    return query
      select distinct t.tenant_id from messages.thread t
       where t.waited_for = 'specialist' and t.due_at < at and t.escalated_at is null;
  end
  $function$;
grant execute on function messages.tenants_with_late_threads(timestamp with time zone) to heyi_app;
