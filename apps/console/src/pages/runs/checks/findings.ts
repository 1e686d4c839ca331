import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type Finding = AnswerOf<'listFindings'>['rows'][number];
export type FindingCount = AnswerOf<'listFindings'>['counts'][number];

export const severities = ['blocker', 'warning', 'notice'] as const;

export const toneOfSeverity: Record<Finding['severity'], Tone> = {
  blocker: 'bad',
  warning: 'warn',
  notice: 'neutral',
};

export type Place = { to: string; search?: Readonly<Record<string, string>> };

/** The page where a finding is put right; null where nothing is to be done. */
export function placeOfFix(finding: Finding, tenantId: string, runId: string): Place | null {
  const person = finding.employmentId && `/clients/${tenantId}/people/${finding.employmentId}`;
  const roster = person ?? `/clients/${tenantId}/people`;
  const at = (tab: string): Place => ({ to: roster, search: { tab, run: runId } });
  const inputs = finding.personName
    ? { step: 'inputs', view: 'people', search: finding.personName }
    : { step: 'inputs' };
  switch (finding.fixAt) {
    case 'person':
      return at('profile');
    case 'employment':
      return at(finding.key === 'term.missing' ? 'pay' : 'profile');
    case 'account':
      return at('accounts');
    case 'insurance':
      return at('insurance');
    case 'input':
    case 'deduction':
      return { to: '.', search: inputs };
    case 'run':
      return finding.key === 'headcount.differs'
        ? { to: '.', search: { step: 'people', filter: 'skipped' } }
        : { to: `/clients/${tenantId}/runs` };
    case 'policy':
      return { to: '/calculators', search: { tab: 'contributions' } };
    case 'none':
      return null;
  }
}
