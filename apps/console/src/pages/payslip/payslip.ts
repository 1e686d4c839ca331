import type { AnswerOf } from '@heyi/client';
import { add, formatYuan, multiply, negate, rate, subtract, yuan } from '@heyi/kernel';
import { useQuery } from '@tanstack/react-query';
import { api, Problem } from '../../api.ts';
import { useMay } from '../../session.ts';

type StaffView = AnswerOf<'getPayslip'>;

/** As staff sees it, or as its person does: then without what the employer pays beside the wage. */
export type Payslip = Omit<StaffView, 'employerContributions' | 'employerCost'> &
  Partial<Pick<StaffView, 'employerContributions' | 'employerCost'>> & {
    confirmedAt?: string | null;
  };
export type PayslipLine = Payslip['lines'][number];

export function usePayslip(tenantId: string, payslipId: string) {
  const isStaff = useMay()('payslip:read');
  return useQuery({
    queryKey: ['payslip', payslipId, isStaff],
    queryFn: async (): Promise<Payslip> =>
      isStaff
        ? api.getPayslip({ tenantId, payslipId })
        : api.readOwnPayslip({ tenantId, payslipId }),
  });
}

/** Sections of the sheet. What is taken off is written positive under a heading that says so. */
export const sections = [
  { name: 'earnings', groups: ['earning', 'deduction', 'taxFree'], isTakenOff: false },
  { name: 'own', groups: ['ownContribution'], isTakenOff: true },
  { name: 'tax', groups: ['tax'], isTakenOff: true },
  { name: 'afterTax', groups: ['afterTaxDeduction', 'recovery'], isTakenOff: true },
] as const;
export type Section = (typeof sections)[number];

export function linesOf(slip: Payslip, groups: readonly PayslipLine['group'][]): PayslipLine[] {
  return slip.lines.filter(({ group }) => groups.includes(group));
}

function negated(amount: string): string {
  return formatYuan(negate(yuan(amount)));
}

const takenOff = new Set<string>(
  sections.flatMap(({ groups, isTakenOff }) => (isTakenOff ? groups : [])),
);

/** As it stands on the sheet: what is taken off is written positive. */
export function amountOf({ group, amount }: PayslipLine): string {
  return takenOff.has(group) ? negated(amount) : amount;
}

export function totalOf(slip: Payslip, section: Section): string {
  const totals: Record<Section['name'], () => string> = {
    earnings: () => slip.gross,
    own: () => slip.ownContributions,
    tax: () => formatYuan(add(yuan(slip.tax), yuan(slip.bonusTax))),
    afterTax: () => formatYuan(add(yuan(slip.afterTaxDeductions), yuan(slip.recovered))),
  };
  return totals[section.name]();
}

/** 速算扣除数: what the bracket takes off, so that taxable × rate − it is the tax. */
export function quickDeductionOf({ taxable, rate: bracket, tax }: Payslip['cumulative']) {
  if (bracket === null) return null;
  return formatYuan(subtract(multiply(yuan(taxable), rate(bracket), 'half_up_fen'), yuan(tax)));
}

/** The month before of the same employment, line by line; null when there is none. */
export function usePreviousPayslip(tenantId: string, slip: Payslip, previousMonth: string) {
  const isStaff = useMay()('payslip:read');
  return useQuery({
    queryKey: ['payslipBefore', tenantId, slip.employmentId, previousMonth],
    enabled: isStaff,
    queryFn: async (): Promise<Payslip | null> => {
      const runs = await api.listPayrollRuns({ client: tenantId, wageMonth: previousMonth });
      const run = runs.rows.find(({ kind, state }) => kind === 'regular' && state !== 'cancelled');
      if (!run) return null;
      const search = slip.employeeNo ?? slip.personName;
      const members = await api.listRunMembers({ tenantId, runId: run.id, search });
      const before = members.rows.find(({ employmentId }) => employmentId === slip.employmentId);
      if (!before?.payslipId) return null;
      return api.getPayslip({ tenantId, payslipId: before.payslipId });
    },
  });
}

/** Null while the run is not locked: nothing is shown to anybody yet. */
export function useRelease(tenantId: string, slip: Payslip) {
  const isStaff = useMay()('payslip:read');
  return useQuery({
    queryKey: ['release', slip.id],
    enabled: isStaff,
    queryFn: async () => {
      try {
        const { rows } = await api.listPayslipReleases({
          tenantId,
          runId: slip.runId,
          search: slip.employeeNo ?? slip.personName,
        });
        return rows.find(({ payslipId }) => payslipId === slip.id) ?? null;
      } catch (error) {
        if (error instanceof Problem && error.status === 409) return null;
        throw error;
      }
    },
  });
}
