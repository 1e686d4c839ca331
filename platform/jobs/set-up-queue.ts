import { runMigrations } from 'graphile-worker';
import pg from 'pg';

/**
 * Brings the queue's own schema forward, as `heyi_jobs`. The application enters jobs only through
 * `jobs.add`. A place in the queue whose runner died stays locked there; `jobs.add_again` makes a new
 * one, under a key of its own, unless one is waiting.
 */
export async function setUpQueue(jobsUrl: string): Promise<void> {
  // On a Citus cluster the queue stays on the coordinator, schema, tables and doors.
  const url = new URL(jobsUrl);
  url.searchParams.set('options', '-c citus.enable_ddl_propagation=off');
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    // Servers that start at once on one database take turns; the lock ends with the session.
    await client.query('select pg_advisory_lock(4727007)');
    await runMigrations({ connectionString: url.href });
    await client.query(queueDoors);
  } finally {
    await client.end();
  }
}

const queueDoors = `
  create schema if not exists jobs;
  create or replace function jobs.add(tenant uuid, job uuid) returns void
    language plpgsql security definer set search_path = pg_catalog
    as $$
    begin
      perform graphile_worker.add_job('run_job',
        json_build_object('tenantId', tenant, 'jobId', job), max_attempts => 25,
        job_key => job::text);
    end $$;
  create or replace function jobs.add_again(tenant uuid, job uuid) returns boolean
    language plpgsql security definer set search_path = pg_catalog
    as $$
    begin
      -- Waiting for its turn, its retry, or taken this moment: nothing to mend.
      if exists (select from graphile_worker._private_jobs j
                  where j.key in (job::text, job::text || ' again')
                    and j.attempts < j.max_attempts
                    and (j.locked_at is null or j.locked_at > now() - interval '5 seconds')) then
        return false;
      end if;
      perform graphile_worker.add_job('run_job',
        json_build_object('tenantId', tenant, 'jobId', job), max_attempts => 25,
        job_key => job::text || ' again');
      return true;
    end $$;
  revoke all on function jobs.add, jobs.add_again from public;
  grant usage on schema jobs to heyi_app;
  grant execute on function jobs.add to heyi_app;
`;
