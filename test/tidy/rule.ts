import type { Repository } from './repository.ts';

export type Finding = { readonly path: string; readonly line: number; readonly what: string };

/** A small repository in which the rule must find something at `at`, or nothing at all. */
export type Probe = {
  readonly files: Readonly<Record<string, string>>;
  /** `path:line` of each finding, in order. */
  readonly found: readonly string[];
};

/**
 * One rule of the repository, as data. The lesson is what somebody reads who has just broken it:
 * why the rule is there and what to do instead.
 */
export type Rule = {
  readonly name: string;
  readonly lesson: string;
  find(repository: Repository): Iterable<Finding>;
  readonly probes: readonly Probe[];
};

export function report(rule: Rule, findings: readonly Finding[]): string {
  const places = findings.map(({ path, line, what }) => `  ${path}:${line}  ${what}`);
  return `${rule.name}\n${rule.lesson}\n${places.join('\n')}`;
}
