import type { DatabaseSync } from 'node:sqlite';

/** Runs work inside the next transaction and answers after its commit has reached the disk. */
export type GroupCommit = <T>(work: () => T) => Promise<T>;

type Job = {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

/**
 * One transaction for all work that arrives in one turn of the event loop: 64 callers share one
 * write to the disk. Work that throws is undone alone.
 */
export function openGroupCommit(database: DatabaseSync, afterCommit: () => void): GroupCommit {
  let waiting: Job[] = [];
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const savepoint = database.prepare('savepoint job');
  const release = database.prepare('release job');

  function flush(): void {
    const jobs = waiting;
    waiting = [];
    const answers: (() => void)[] = [];
    try {
      begin.run();
      for (const job of jobs) answers.push(runJob(job));
      commit.run();
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      for (const job of jobs) job.reject(error);
      return;
    }
    for (const answer of answers) answer();
    afterCommit();
  }

  function runJob({ work, resolve, reject }: Job): () => void {
    savepoint.run();
    try {
      const value = work();
      release.run();
      return () => resolve(value);
    } catch (error) {
      database.exec('rollback to job; release job');
      return () => reject(error);
    }
  }

  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (waiting.length === 1) setImmediate(flush);
    });
}
