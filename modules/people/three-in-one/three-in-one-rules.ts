import type { ThreeInOneCode } from './three-in-one.ts';

/** What a breach is called, what to do, and the articles it follows from (labour-law, trinity). */
export type ThreeInOneRule = {
  readonly titleZh: string;
  readonly titleEn: string;
  readonly fixZh: string;
  readonly fixEn: string;
  readonly articles: readonly string[];
};

export const threeInOneRules: Readonly<Record<ThreeInOneCode, ThreeInOneRule>> = {
  insuranceThirdParty: {
    titleZh: '参保账户的单位不是用人单位（大库代缴）',
    titleEn: 'The account that insures belongs to somebody who does not employ the person',
    fixZh: '请改在用人单位自己的参保账户办理，或改为由该单位签约用工；不能申请例外。',
    fixEn: "Insure under the employer's own account, or let that company employ; no exception.",
    articles: [
      '社会保险法第五十八条',
      '社会保险法第八十四条',
      '社会保险法第八十八条',
      '工伤保险条例第六十二条',
      '社会保险基金行政监督办法（人社部令第48号）第三十二条',
    ],
  },
  contractHolderWrong: {
    titleZh: '签约主体与合作模式不符',
    titleEn: 'The contract entity does not fit the cooperation mode',
    fixZh: '代理、代发、档案由客户签约；派遣、外包由服务商签约。请更正签约主体或合作模式。',
    fixEn: 'The client employs in agency, payroll agency and archive; the provider in the others.',
    articles: ['劳动合同法第七条', '劳动合同法第五十八条', '人力资源市场暂行条例第三十条'],
  },
  payTaxThirdParty: {
    titleZh: '发薪报税主体不是签约主体',
    titleEn: 'The pay and tax entity is not the contract entity',
    fixZh: '请由签约主体发薪并扣缴个税；付款账户可以是服务商的代发账户。',
    fixEn: "Let the contract entity pay and withhold; the money may leave the provider's account.",
    articles: ['工资支付暂行规定第六条', '个人所得税法第九条', '劳动合同法第三十条'],
  },
  formWrong: {
    titleZh: '用工形式与合作模式不符',
    titleEn: 'The employment form does not fit the cooperation mode',
    fixZh: '派遣用工只用于派遣模式；派遣不得使用非全日制。',
    fixEn: 'Dispatch belongs to the dispatch mode, and a dispatched worker is never part-time.',
    articles: ['劳务派遣暂行规定第二十七条', '劳动合同法实施条例第三十条'],
  },
  payWithoutInsurance: {
    titleZh: '发工资但没有参保',
    titleEn: 'Paid but not insured',
    fixZh: '请在入职30日内参保；放弃参保的约定无效。',
    fixEn: 'Enrol within 30 days of joining; a waiver of insurance is void.',
    articles: ['社会保险法第五十八条', '法释〔2025〕12号第十九条'],
  },
  insuranceWithoutPay: {
    titleZh: '参保但没有发工资',
    titleEn: 'Insured but not paid',
    fixZh: '请补上发薪报税主体，或停保。',
    fixEn: 'Name the pay and tax entity, or stop the insurance.',
    articles: ['社会保险法第八十八条', '个人所得税法第十条'],
  },
  insuredCityDiffers: {
    titleZh: '参保地与工作地不一致',
    titleEn: 'Insured in another city than the work is done',
    fixZh: '请核实工作城市；跨地区派遣应在用工单位所在地参保。',
    fixEn: "Check the work city; cross-region dispatch insures at the host's place.",
    articles: ['劳务派遣暂行规定第十八条', '劳务派遣暂行规定第十九条'],
  },
  branchServes: {
    titleZh: '由同一公司的分支机构发薪或参保',
    titleEn: 'A branch of the same company pays or insures',
    fixZh: '请把分支机构写入劳动合同，或留存借调、委派文件。',
    fixEn: 'Put the branch into the contract, or keep the secondment papers.',
    articles: ['劳动合同法实施条例第四条'],
  },
};
