import type { GovernmentPortal, PortalAnswer, PortalPaper } from '@heyi/orders';
import { paperPdf } from '../../files/paper-pdf.ts';
import type { Stage } from '../stage.ts';

/** Why somebody is refused, as agencies put it. */
export type Refusal = Omit<Extract<PortalAnswer, { kind: 'refused' }>, 'kind'>;

/**
 * The agencies' site while the story is told, in this process: it answers at once, refuses whom the
 * story says, and shows a receipt of what it has done. The stand-in site takes over afterwards.
 */
export function openPortalOfThePast(
  stage: Stage,
  refusals: ReadonlyMap<string, Refusal>,
): GovernmentPortal {
  const done = new Map<string, { readonly answer: PortalAnswer; readonly paper: PortalPaper }>();
  let count = 0;
  return {
    code: 'past',
    serves: () => true,
    async submit(request) {
      const refused = refusals.get(request.personName);
      if (refused !== undefined) return { kind: 'refused', ...refused };
      count += 1;
      const officialNumber = `SB${request.period.replace('-', '')}${String(count).padStart(6, '0')}`;
      const answer: PortalAnswer = {
        kind: 'succeeded',
        officialNumber,
        effectivePeriod: request.period,
      };
      const code = `YZ${officialNumber}`;
      const paper: PortalPaper = {
        kind:
          request.registrationKind === 'housingFund' ? 'fundEnrolmentReceipt' : 'enrolmentReceipt',
        name: `${officialNumber} 回执.pdf`,
        content: paperPdf({
          layout: 'certificate',
          title: '网上业务办理回执',
          agency: '社会保险网上服务平台',
          words: ['你单位提交的下列业务已办理成功。', '本回执由系统生成，可在平台输入验证码核对。'],
          facts: [
            ['单位编号', request.registrationNumber],
            ['姓名', request.personName],
            ['业务年月', request.period],
            ['业务编号', officialNumber],
          ],
          code,
          issuedOn: stage.today(),
        }),
        sourceName: '社会保险网上服务平台（演示）',
        pageAddress: null,
        verificationCode: code,
      };
      done.set(request.reference, { answer, paper });
      return answer;
    },
    ask: async (reference) => done.get(reference)?.answer ?? { kind: 'missing' },
    capture: async (reference) => done.get(reference)?.paper ?? null,
  };
}
