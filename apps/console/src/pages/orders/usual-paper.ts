import type { AnswerOf } from '@heyi/client';

type Line = Pick<AnswerOf<'listOrderLines'>['rows'][number], 'service' | 'registrationKind'>;

/** The paper that usually proves the official result of such a line; another may prove it as well. */
export function usualPaper({ service, registrationKind }: Line) {
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
