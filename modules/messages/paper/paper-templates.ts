import type { messagesContract as contract, Output } from '@heyi/contract';

type Template = Output<typeof contract.listPaperTemplates>['rows'][number];
type Words = Template['title'];
type Paper = Template['papers'][number];

const words = (zh: string, en: string): Words => ({ zh, en });
const paper = (name: Words, more: Partial<Omit<Paper, 'name'>> = {}): Paper => ({
  name,
  note: null,
  filesMin: 1,
  isRequired: true,
  ...more,
});

const idCard = paper(words('身份证', 'Identity card'), {
  note: words('正反两面，四角齐全', 'Both sides, all four corners in the picture'),
  filesMin: 2,
});
const household = paper(words('户口簿', 'Household register'), {
  note: words('首页、户主页和本人页', 'First page, page of the head, own page'),
  filesMin: 3,
});
const marriage = paper(words('婚姻证明', 'Proof of marital status'), {
  note: words(
    '结婚证；未婚、离异的按经办机构要求提供声明或离婚证',
    'Marriage certificate; single or divorced: a declaration or decree, as the agency asks',
  ),
});
const bankCard = paper(words('本人银行卡', 'Own bank card'), {
  note: words('一类户，卡号清楚', 'A class-I account, number legible'),
});
const optional = { isRequired: false } as const;

/** Nobody's official list: an agency's own, when it is on file, is entered by the specialist. */
const mark = 'own-knowledge';

const template = (key: string, title: Words, papers: readonly Paper[]): Template => ({
  key,
  title,
  mark,
  papers: [...papers],
});

export const paperTemplates: readonly Template[] = [
  template('housingFundLoan', words('住房公积金贷款', 'Housing fund loan'), [
    idCard,
    household,
    marriage,
    paper(words('收入证明', 'Proof of income'), {
      note: words(
        '单位盖章，注明职务和月收入',
        'Stamped by the employer, with position and income',
      ),
    }),
    paper(words('购房合同', 'Purchase contract'), {
      note: words('已备案的全部页，可用 PDF', 'All pages, as filed; a PDF is fine'),
    }),
    paper(words('首付款凭证', 'Proof of the down payment'), {
      note: words('发票或收据，加转账记录', 'Invoice or receipt, with the transfer'),
    }),
    paper(words('个人征信报告', 'Personal credit report'), {
      note: words('近一个月内，本人在人民银行查询', 'Of the last month, asked at the central bank'),
    }),
    paper(words('配偶身份证', 'Spouse’s identity card'), { filesMin: 2, ...optional }),
    bankCard,
  ]),
  template('housingFundRent', words('住房公积金租房提取', 'Housing fund withdrawal for rent'), [
    idCard,
    marriage,
    paper(words('租房合同', 'Lease'), {
      note: words('已备案的写明备案号', 'With its filing number'),
    }),
    paper(words('无房证明', 'Proof of owning no home'), optional),
    bankCard,
  ]),
  template('housingFundPurchase', words('住房公积金购房提取', 'Housing fund withdrawal to buy'), [
    idCard,
    marriage,
    paper(words('购房合同', 'Purchase contract')),
    paper(words('购房发票', 'Invoice of the purchase')),
    bankCard,
  ]),
  template('maternityClaim', words('生育津贴申领', 'Maternity benefit'), [
    idCard,
    paper(words('出生医学证明', 'Birth certificate')),
    paper(words('出院小结', 'Discharge summary'), {
      note: words('医院盖章，写明分娩方式和日期', 'Stamped, with the kind and day of the birth'),
    }),
    paper(words('生育服务登记', 'Birth registration')),
    paper(words('医疗费票据', 'Medical bills'), optional),
  ]),
  template('injuryClaim', words('工伤认定申请', 'Work injury recognition'), [
    idCard,
    paper(words('事故经过说明', 'Account of the accident'), {
      note: words('时间、地点、经过、证人，本人签字', 'When, where, how, witnesses; signed'),
    }),
    paper(words('初次诊断证明', 'First diagnosis')),
    paper(words('劳动合同', 'Labour contract')),
    paper(words('证人证言', 'Statements of witnesses'), optional),
    paper(words('交通事故责任认定书', 'Traffic police finding'), {
      note: words('上下班途中事故需要', 'For accidents on the way to work'),
      ...optional,
    }),
  ]),
  template('unemploymentClaim', words('失业保险金申领', 'Unemployment benefit'), [
    idCard,
    paper(words('解除或终止劳动合同证明', 'Proof that the contract ended')),
    bankCard,
  ]),
  template('firstCard', words('首次办理社保卡', 'First social security card'), [
    idCard,
    paper(words('证件照', 'Portrait'), {
      note: words('白底，不戴帽，近半年', 'White ground, no hat, of the last half year'),
    }),
  ]),
  template('transferIn', words('社保关系转入', 'Transfer of insurance records'), [
    idCard,
    paper(words('参保缴费凭证', 'Certificate of contributions'), {
      note: words('原参保地开具', 'Issued at the former place'),
    }),
  ]),
  template('enrolment', words('新参保', 'Enrolment'), [
    idCard,
    household,
    paper(words('原单位停保证明', 'Proof that the former employer stopped'), optional),
  ]),
  template('backContribution', words('社保补缴', 'Back contribution'), [
    paper(words('补缴期间劳动合同', 'Labour contract of those months')),
    paper(words('补缴期间工资发放凭证', 'Proof of pay of those months')),
    paper(words('补缴期间个税完税证明', 'Tax certificate of those months'), optional),
    paper(words('情况说明', 'Statement'), { note: words('单位盖章', 'Stamped by the employer') }),
  ]),
  template('archiveIn', words('档案转入', 'Transfer of the personal archive'), [
    idCard,
    paper(words('离职证明', 'Certificate of leaving'), optional),
    paper(words('学历证书', 'Certificate of education'), optional),
  ]),
];
