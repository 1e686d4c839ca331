import { names } from '@heyi/contract';
import type { Line } from './line.ts';

/** What a line is called where other modules keep it beside the person: threads, bindings. */
export function titleOf(line: Pick<Line, 'service' | 'registrationKind' | 'period'>): string {
  const { service, registrationKind, period } = line;
  const agency = registrationKind === null ? '' : names.registrationKind[registrationKind].zh;
  return `${agency}${names.service[service].zh} ${period}`;
}

/** What a paper that is bound to the line is about. */
export function factsOf(
  line: Pick<Line, 'service' | 'registrationKind' | 'personName' | 'period'>,
) {
  const { service, period, personName } = line;
  return { service, period, personName, title: titleOf(line) };
}
