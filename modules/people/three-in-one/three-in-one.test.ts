import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientsContract, peopleContract } from '@heyi/contract';
import { newId } from '@heyi/kernel';
import fc from 'fast-check';
import type { Holder, LegalEntity } from '../legal-entity/legal-entity.ts';
import { judgeThreeInOne, type ThreeInOneFacts } from './three-in-one.ts';

function company(holder: Holder, name: string, parent: LegalEntity | null = null): LegalEntity {
  return {
    id: newId<'ent'>(),
    tenantId: newId<'ten'>(),
    holder,
    name,
    uscc: '',
    kind: parent ? 'branch' : 'company',
    parentEntityId: parent?.id ?? null,
    cityCode: '110000',
    taxBureauName: null,
  };
}

const client = company('client', '华联商厦');
const sister = company('client', '华联物流');
const clientBranch = company('client', '华联商厦天津分公司', client);
const provider = company('provider', '合一人力');
const providerBranch = company('provider', '合一人力广州分公司', provider);

const at = (entity: LegalEntity, cityCode = '110000') => ({ entity, cityCode });

function facts(changed: Partial<ThreeInOneFacts>): ThreeInOneFacts {
  return {
    mode: 'agency',
    form: 'fullTime',
    contract: client,
    payTax: client,
    insurance: client,
    hostEntityId: null,
    workCityCode: '110105',
    insuredUnder: [at(client)],
    ...changed,
  };
}

const dispatched = {
  mode: 'dispatch' as const,
  form: 'dispatch' as const,
  contract: provider,
  payTax: provider,
  insurance: provider,
  hostEntityId: client.id,
  insuredUnder: [at(provider)],
};
const outsourced = {
  ...dispatched,
  mode: 'outsourcing' as const,
  form: 'fullTime' as const,
  hostEntityId: null,
};

const cases: [string, Partial<ThreeInOneFacts>, string[]][] = [
  ['代理：客户自己的户（小库）', {}, []],
  ['代理：客户自己发薪，不在这里登记', { payTax: null }, []],
  [
    '代理：挂在服务商户上（大库代缴）',
    { insurance: provider, insuredUnder: [at(provider)] },
    ['insuranceThirdParty refused'],
  ],
  [
    '代理：参保主体填对了，实际户头是服务商的',
    { insuredUnder: [at(provider)] },
    ['insuranceThirdParty refused'],
  ],
  ['代理：挂在兄弟公司', { insurance: sister, insuredUnder: [] }, ['insuranceThirdParty refused']],
  [
    '代理：本公司的分公司参保',
    { insurance: clientBranch, insuredUnder: [at(clientBranch)] },
    ['branchServes warn'],
  ],
  ['代理：全职没有参保', { insurance: null, insuredUnder: [] }, ['payWithoutInsurance high']],
  ['代理：实习生没有参保', { form: 'intern', insurance: null, insuredUnder: [] }, []],
  [
    '代发：客户签约扣税，参保不在这里',
    { mode: 'payrollAgency', insurance: null, insuredUnder: [] },
    [],
  ],
  [
    '代发：服务商替客户报税',
    { mode: 'payrollAgency', payTax: provider },
    ['payTaxThirdParty block'],
  ],
  [
    '代发：服务商签约',
    { ...dispatched, mode: 'payrollAgency', form: 'fullTime', hostEntityId: null },
    ['contractHolderWrong block'],
  ],
  ['派遣：服务商签约、发薪、参保', dispatched, []],
  [
    '派遣：用工单位代派遣单位参保',
    { ...dispatched, insurance: client, insuredUnder: [at(client)] },
    [],
  ],
  [
    '派遣：非用工单位参保',
    { ...dispatched, insurance: sister, insuredUnder: [at(sister)] },
    ['insuranceThirdParty refused'],
  ],
  [
    '派遣：当地分公司参保',
    {
      ...dispatched,
      workCityCode: '440106',
      insurance: providerBranch,
      insuredUnder: [at(providerBranch, '440100')],
    },
    [],
  ],
  ['派遣：在总部城市参保', { ...dispatched, workCityCode: '440106' }, ['insuredCityDiffers high']],
  [
    '派遣：客户签约',
    { ...dispatched, contract: client, payTax: client, insurance: client, insuredUnder: [] },
    ['contractHolderWrong block'],
  ],
  ['派遣：客户发薪', { ...dispatched, payTax: client }, ['payTaxThirdParty block']],
  ['派遣：非全日制', { ...dispatched, form: 'partTime' }, ['formWrong block']],
  ['外包：服务商用工', outsourced, []],
  ['外包：写成派遣', { ...outsourced, form: 'dispatch' }, ['formWrong block']],
  [
    '外包：用工单位参保（只有派遣可以）',
    { ...outsourced, hostEntityId: client.id, insurance: client, insuredUnder: [at(client)] },
    ['insuranceThirdParty refused'],
  ],
  ['外包：分公司发薪', { ...outsourced, payTax: providerBranch }, ['branchServes warn']],
  ['外包：参保但不发薪', { ...outsourced, payTax: null }, ['insuranceWithoutPay high']],
  ['外包：异地参保', { ...outsourced, workCityCode: '310115' }, ['insuredCityDiffers warn']],
  ['档案：只有签约主体', { mode: 'archive', payTax: null, insurance: null, insuredUnder: [] }, []],
  ['自有：服务商自己的员工', { ...outsourced, mode: 'own' }, []],
];

describe('三位一体：按合作模式判断', () => {
  for (const [title, changed, expected] of cases) {
    test(title, () => {
      const found = judgeThreeInOne(facts(changed));
      assert.deepEqual(
        found.map(({ code, severity }) => `${code} ${severity}`),
        expected,
      );
    });
  }

  test('任何模式下，参保户的单位既不用工也不是用工单位，必被拒绝', () => {
    const entities = [client, sister, clientBranch, provider, providerBranch];
    const entity = fc.constantFrom(...entities);
    const anyFacts = fc.record({
      mode: fc.constantFrom(...clientsContract.cooperationModes),
      form: fc.constantFrom(...peopleContract.employmentForms),
      contract: entity,
      payTax: fc.option(entity),
      insurance: fc.option(entity),
      hostEntityId: fc.option(fc.constantFrom(client.id, sister.id)),
      workCityCode: fc.constantFrom('110105', '440106'),
      insuredUnder: fc.array(fc.record({ entity, cityCode: fc.constantFrom('110000', '440100') })),
    });
    const company = (one: LegalEntity) => one.parentEntityId ?? one.id;
    fc.assert(
      fc.property(anyFacts, (given) => {
        const insurers = [given.insurance, ...given.insuredUnder.map((one) => one.entity)];
        const isForeign = insurers.some(
          (one) =>
            one !== null &&
            company(one) !== company(given.contract) &&
            !(
              given.mode === 'dispatch' &&
              given.form === 'dispatch' &&
              one.id === given.hostEntityId
            ),
        );
        const found = judgeThreeInOne(given);
        assert.equal(
          found.some(({ severity }) => severity === 'refused'),
          isForeign,
        );
        assert.equal(new Set(found.map(({ code }) => code)).size, found.length);
      }),
    );
  });
});
