import { type AccountId, assignClient } from '@heyi/access';
import { openTestAccount } from '@heyi/access/testing';
import { type EvidenceKind, evidenceRoutes, recordEvidence } from '@heyi/evidence';
import { paperPdf } from '@heyi/evidence/testing';
import { listeners as insuranceListeners, routes as insuranceRoutes } from '@heyi/insurance';
import { type Id, newId, payPeriod, plainDate, yuan } from '@heyi/kernel';
import {
  endEmployment,
  type EmploymentId,
  type EntityId,
  setEnrolment,
  stopEnrolment,
} from '@heyi/people';
import { castClient, castHouse, entity, joiner, registration, valueOf } from '@heyi/people/testing';
import { type Actor, deliverEvents, type Route, type TenantId } from '@heyi/platform';
import { createTestHost, testActor, type TestHost } from '@heyi/platform/testing';
import type { LineId, LineView } from '../line/line.ts';
import { readLines } from '../line/read-lines.ts';
import { listeners } from '../listeners.ts';
import { routes } from '../routes.ts';
import { lineSubjects } from '../subjects.ts';

/** 2026-11-23 is a Monday; Beijing's cut-off is the 25th, the client's three working days before. */
export const monday = '2026-11-23T01:00:00.000Z';

export type Specialist = { readonly id: AccountId; readonly name: string; readonly actor: Actor };

export type OrdersWorld = {
  readonly world: TestHost;
  readonly wang: Specialist;
  readonly li: Specialist;
  shop(name: string): Promise<OrderShop>;
  /** Runs an operation of this module or of evidence; the value, or the code of the refusal. */
  act<T>(
    tenantId: TenantId,
    operation: string,
    input: object,
    by?: Specialist,
  ): Promise<T | string>;
  deliver(): Promise<void>;
  close(): Promise<void>;
};

/** A client with a company, its social insurance unit and its fund in Beijing. */
export type OrderShop = {
  readonly tenant: TenantId;
  readonly company: EntityId;
  readonly social: Id<'reg'>;
  readonly fund: Id<'reg'>;
  /** An order in force; all that an agency's mode allows, by hand, unless it says otherwise. */
  order(terms?: object): Promise<Id<'sor'>>;
  enrol(name?: string, startsOn?: string): Promise<EmploymentId>;
  join(name?: string): Promise<EmploymentId>;
  /** Insured for years, resigned on 20 November, its last month; the agency's code for that is 09. */
  leaver(name: string): Promise<EmploymentId>;
  lines(): Promise<LineView[]>;
  line(id: LineId): Promise<LineView>;
  paper(kind: EvidenceKind): Promise<Id<'evd'>>;
};

export const everyItem = [
  'socialInsurance',
  'housingFund',
  'certificate',
  'housingFundBusiness',
] as const;

export function termsOf(changed: object = {}) {
  return {
    title: '北京社保公积金代理',
    cooperationMode: 'agency' as const,
    cityCode: '110000',
    collection: 'prepaid' as const,
    fromPeriod: payPeriod('2026-01'),
    items: everyItem.map((item) => ({
      item,
      channel: 'manualOnline' as const,
      price: { kind: 'perHead' as const, price: yuan('30') },
    })),
    ...changed,
  };
}

export async function createOrdersWorld(now = monday): Promise<OrdersWorld> {
  const world = await createTestHost(now);
  await castHouse(world);
  const { houseId } = world.host;
  const specialist = async (name: string): Promise<Specialist> => {
    const id = await openTestAccount(world, houseId, { name, roles: ['insurance_specialist'] });
    return { id, name, actor: { ...testActor(id), name, tenantId: houseId } };
  };
  const wang = await specialist('王芳');
  const li = await specialist('李慧');
  const act = async <T>(tenantId: TenantId, operation: string, input: object, by = wang) => {
    const route = served.find(({ operation: { id } }) => id === operation)!;
    const given = { tenantId, ...input } as never;
    // A refusal leaves no trace, as behind the door of a request.
    const result = await world
      .as(
        tenantId,
        async (tx) => {
          const answer = await route.run(tx, given);
          if (!answer.ok) throw new Refused(answer.failure.code);
          return answer.value as T;
        },
        by.actor,
      )
      .catch((error: unknown) => {
        if (error instanceof Refused) return error.code;
        throw error;
      });
    return result;
  };
  return {
    world,
    wang,
    li,
    act,
    shop: async (name) => {
      const shop = await castShop(world, name, act);
      for (const { id } of [wang, li]) {
        valueOf(
          await world.as(houseId, (tx) =>
            assignClient(tx, { accountId: id, clientId: shop.tenant }),
          ),
        );
      }
      return shop;
    },
    deliver: async () =>
      void (await deliverEvents(world.host, [...insuranceListeners, ...listeners])),
    close: () => world.close(),
  };
}

const served: readonly Route[] = [...routes, ...evidenceRoutes([lineSubjects])];

class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

async function castShop(
  world: TestHost,
  name: string,
  act: OrdersWorld['act'],
): Promise<OrderShop> {
  const tenant = await castClient(world, 'agency', name);
  const company = (await entity(world, tenant, `${name}有限公司`)).id;
  const social = await registration(world, tenant, company, 'socialInsurance');
  const fund = await registration(world, tenant, company, 'housingFund');
  const join = async (person?: string, startsOn = '2026-11-16') => {
    const facts = { startsOn, ...(person !== undefined && { name: person }) };
    return (await joiner(world, tenant, company, facts)).id;
  };
  const lines = (ids?: LineId[]) =>
    world.as(tenant, (tx) => {
      const page = { day: null, id: null, limit: 5000 };
      return readLines(tx, { tenantId: tenant, ...(ids && { ids }) }, page);
    });
  let papers = 0;
  return {
    tenant,
    company,
    social,
    fund,
    join,
    lines: () => lines(),
    line: async (id) => (await lines([id]))[0]!,
    async order(terms = {}) {
      const drafted = await act<{ id: Id<'sor'> }>(tenant, 'createServiceOrder', termsOf(terms));
      if (typeof drafted === 'string') throw new Error(drafted);
      const active = await act(tenant, 'activateServiceOrder', { serviceOrderId: drafted.id });
      if (typeof active === 'string') throw new Error(active);
      return drafted.id;
    },
    async enrol(person, startsOn) {
      const employmentId = await join(person, startsOn);
      const terms = { tenantId: tenant, employmentId, registrationId: social };
      const set = { ...terms, fromPeriod: payPeriod('2026-11'), base: yuan('9000') };
      valueOf(await world.as(tenant, (tx) => setEnrolment(tx, set)));
      return employmentId;
    },
    async leaver(person) {
      const route = insuranceRoutes.find(({ operation: { id } }) => id === 'setProcedure')!;
      const given = { tenantId: tenant, registrationId: social, ...procedure } as never;
      valueOf(await world.as(tenant, (tx) => route.run(tx, given)));
      const employmentId = await join(person, '2024-03-01');
      const one = { tenantId: tenant, employmentId };
      const since = { registrationId: social, fromPeriod: payPeriod('2024-03') };
      const insured = { ...one, ...since, base: yuan('9000') };
      const { id: enrolmentId } = valueOf(
        await world.as(tenant, (tx) => setEnrolment(tx, insured)),
      );
      const end = { ...one, endsOn: plainDate('2026-11-20') };
      const left = { ...end, leavingReason: 'resignation' as const };
      valueOf(await world.as(tenant, (tx) => endEmployment(tx, left)));
      const stop = { tenantId: tenant, enrolmentId, stopPeriod: payPeriod('2026-11') };
      valueOf(await world.as(tenant, (tx) => stopEnrolment(tx, stop)));
      return employmentId;
    },
    async paper(kind) {
      const content = paperPdf([`回执 ${newId()}`, String((papers += 1))]);
      const file = { name: '回执.pdf', content };
      const given = { kind, file, sourceName: '北京市朝阳区社会保险基金管理中心' };
      return valueOf(await world.as(tenant, (tx) => recordEvidence(tx, given))).document.id;
    },
  };
}

const procedure = {
  validFrom: payPeriod('2026-01'),
  enrolDay: null,
  stopDay: null,
  backContributionDay: null,
  enrolEffective: null,
  stopEffective: null,
  payment: null,
  backContributionMonths: null,
  reasonCodes: [{ reason: 'resignation', code: '09', words: '个人辞职' }],
  signIn: null,
  filingFirst: null,
  injuryFromJoining: null,
  source: '经办机构电话答复',
  mark: 'secondary',
};
