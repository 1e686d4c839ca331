import { readFile } from 'node:fs/promises';
import { openPolicy } from '@heyi/policy';
import { type CaseSubject, runWorkedCases } from '@heyi/statutory';
import { type CommandRun, exitCodes, option } from './command.ts';

/**
 * Runs the worked cases of a file: one JSON line a case, then `N passed, N failed`. Failed counts
 * every `pass: false`; known deviations are among them but do not set the exit code.
 */
export function calculateCases(subject: CaseSubject): CommandRun {
  return async (args, output) => {
    const path = option(args, 'cases');
    const policy = openPolicy(option(args, 'policy') ?? undefined);
    if (path === null) {
      output.error('--cases FILE is missing');
      return exitCodes.misused;
    }
    if (!policy.ok) {
      output.error(`${policy.failure.code} ${policy.failure.pin}`);
      return exitCodes.misused;
    }
    const document = await readJson(path);
    if (!document.ok) {
      output.error(`${path}: ${document.reason}`);
      return exitCodes.misused;
    }
    const outcomes = runWorkedCases(policy.value, subject, document.content);
    for (const outcome of outcomes) output.line(JSON.stringify(outcome));
    const failed = outcomes.filter(({ pass }) => !pass);
    output.line(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
    return failed.every(({ known }) => known) ? exitCodes.done : exitCodes.failed;
  };
}

type JsonFile =
  | { readonly ok: true; readonly content: unknown }
  | { readonly ok: false; readonly reason: string };

async function readJson(path: string): Promise<JsonFile> {
  try {
    return { ok: true, content: JSON.parse(await readFile(path, 'utf8')) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
