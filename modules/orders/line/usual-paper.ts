import type { evidenceContract } from '@heyi/contract';
import type { LineView } from './line.ts';

type Line = Pick<LineView, 'service' | 'registrationKind'>;

/** The paper that usually proves the official result of such a line; another may prove it as well. */
export function usualPaper({ service, registrationKind }: Line): evidenceContract.EvidenceKind {
  switch (service) {
    case 'enrol':
    case 'stop':
    case 'changeBase':
      return registrationKind === 'housingFund' ? 'fundEnrolmentReceipt' : 'enrolmentReceipt';
    case 'backContribution':
      return 'enrolmentReceipt';
    case 'transferIn':
    case 'transferOut':
      return 'transferReceipt';
    case 'employmentFiling':
      return 'filingReceipt';
    case 'exitFiling':
      return 'exitFilingReceipt';
    case 'certificate':
      return 'insuredCertificate';
    default:
      return 'officialResult';
  }
}
