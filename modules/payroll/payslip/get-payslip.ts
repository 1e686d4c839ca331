import {
  employerCostPermission,
  type Input,
  names,
  type Output,
  type payrollContract as contract,
} from '@heyi/contract';
import { add, fail, type Fen, fen, ok, rateFromPpm } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import { may, type Transaction } from '@heyi/platform';
import { type Dictionaries, loadDictionaries } from '../calculation/calculation.store.ts';
import { contributionNames, type ReasonDescriptor } from '../calculation/dictionary.ts';
import { hasFlag } from './flags.ts';
import { type PackedLine, unpackLines } from './packed-lines.ts';
import { loadPayslips, type PayslipId, type StoredPayslip } from './payslip.store.ts';

/** With everything in it; what the reader may not see is taken out on the way to them. */
export type PayslipView = Shown & { employerContributions: Fen; employerCost: Fen };
type Shown = Output<typeof contract.getPayslip>;
export type PayslipLineView = PayslipView['lines'][number];

export async function getPayslip(tx: Transaction, input: Input<typeof contract.getPayslip>) {
  const view = await payslipView(tx, input.payslipId);
  if (!view) return fail({ code: 'payslip.not_found' as const });
  return ok(may(tx, employerCostPermission) ? view : withoutEmployerCost(view));
}

function withoutEmployerCost(view: PayslipView): Shown {
  const lines = view.lines.filter((line) => !isOfEmployer(line));
  return { ...view, lines, employerContributions: null, employerCost: null };
}

export function isOfEmployer({ group }: PayslipLineView): boolean {
  return group === 'employerContribution';
}

/** The payslip with its lines in the order of the client's items; for pages, PDF and files. */
export async function payslipView(tx: Transaction, id: PayslipId): Promise<PayslipView | null> {
  const [opened] = await openPayslips(tx, [id]);
  return opened?.view ?? null;
}

/** A payslip as it is shown, beside what it is shown from. */
export type OpenedPayslip = {
  readonly slip: StoredPayslip;
  readonly dictionaries: Dictionaries;
  readonly placed: readonly PlacedLine[];
  readonly view: PayslipView;
};

/** In the order of the ids; those that do not count are left out. */
export async function openPayslips(
  tx: Transaction,
  ids: readonly PayslipId[],
): Promise<OpenedPayslip[]> {
  const slips = new Map((await loadPayslips(tx, ids)).map((slip) => [slip.id, slip]));
  const entities = await visibleEntities(tx);
  const known = new Map<string, Dictionaries>();
  const opened: OpenedPayslip[] = [];
  for (const id of ids) {
    const slip = slips.get(id);
    if (!slip) continue;
    const dictionaries =
      known.get(slip.calculationId) ?? (await loadDictionaries(tx, slip.calculationId));
    known.set(slip.calculationId, dictionaries);
    const entityName = entities.get(slip.entityId)?.name ?? '';
    const placed = placedLines(slip, dictionaries);
    opened.push({
      slip,
      dictionaries,
      placed,
      view: viewOf(slip, dictionaries, { entityName, placed }),
    });
  }
  return opened;
}

function viewOf(
  slip: StoredPayslip,
  dictionaries: Dictionaries,
  { entityName, placed }: { entityName: string; placed: readonly PlacedLine[] },
): PayslipView {
  const { holdReason, flags } = slip;
  return {
    ...slip,
    entityName,
    taxableIncome: add(slip.income, slip.bonusIncome),
    ownContributions: add(
      slip.ownPension,
      slip.ownMedical,
      slip.ownUnemployment,
      slip.ownHousingFund,
      slip.ownAdjustment,
    ),
    cumulative: cumulativeOf(slip),
    employerContributions: employerContributions(slip),
    employerCost: add(slip.gross, employerContributions(slip)),
    contributionsEstimated: hasFlag(flags, 'contributionsEstimated'),
    hold: holdReason === null ? null : { reason: holdReason },
    lines: placed.map(({ view }) => view),
    policyVersion: dictionaries.policyPin,
    calculationVersion: dictionaries.version,
  };
}

function employerContributions(slip: StoredPayslip) {
  return add(slip.employerInsurance, slip.employerHousingFund, slip.employerAdjustment);
}

function cumulativeOf(slip: StoredPayslip): PayslipView['cumulative'] {
  return {
    income: slip.cumulativeIncome,
    exempt: slip.cumulativeExempt,
    basicDeduction: slip.cumulativeBasic,
    specialDeduction: slip.cumulativeSpecial,
    additionalDeduction: slip.cumulativeAdditional,
    otherDeduction: slip.cumulativeOther,
    relief: slip.cumulativeRelief,
    taxable: slip.cumulativeTaxable,
    rate: rateFromPpm(slip.taxRatePpm),
    tax: slip.cumulativeTax,
    withheldBefore: slip.withheldBefore,
  };
}

export type PlacedLine = { readonly view: PayslipLineView; readonly packed: PackedLine };

/** The packed lines in the order in which they are shown; the line number is that place. */
export function placedLines(slip: StoredPayslip, dictionaries: Dictionaries): PlacedLine[] {
  const { items, reasons } = dictionaries;
  return unpackLines(slip.lines)
    .toSorted((a, b) => items[a.item]!.sequence - items[b.item]!.sequence)
    .map((packed, line) => {
      const { code, group } = items[packed.item]!;
      const reason = reasons[packed.reason]!;
      const { zh: nameZh, en: nameEn } = nameOf(items[packed.item]!, reason);
      const isEstimate =
        reason.rule === 'estimatedContribution' ||
        (reason.rule === 'billedContribution' && !reason.isBill);
      const amount = packed.amount === 0 ? fen(0) : fen(packed.amount);
      return { packed, view: { line, code, nameZh, nameEn, group, amount, isEstimate } };
    });
}

/** Of what earlier months are charged or given back later, a line says which kind and month it is. */
function nameOf(
  { nameZh, nameEn }: Dictionaries['items'][number],
  reason: ReasonDescriptor,
): { readonly zh: string; readonly en: string } {
  if (reason.rule === 'trueUp') {
    return { zh: `${nameZh} ${reason.period}`, en: `${nameEn}, ${reason.period}` };
  }
  if (reason.rule !== 'billedContribution' || reason.type === 'regular') {
    return { zh: nameZh, en: nameEn };
  }
  const { period } = reason;
  const kind = contributionNames[reason.kind];
  const type = names.contributionType[reason.type];
  const [partyZh, partyEn] = reason.party === 'employee' ? ['个人', 'own'] : ['单位', 'employer'];
  return {
    zh: `${kind.zh}（${partyZh}）${period} ${type.zh}`,
    en: `${kind.en}, ${partyEn}, ${type.en.toLowerCase()} ${period}`,
  };
}
