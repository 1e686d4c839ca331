import { openAccount } from '@heyi/access';
import { createLicence, openHouse } from '@heyi/clients';
import { accessContract, clientsContract, paymentsContract, peopleContract } from '@heyi/contract';
import { assert, formatId, formatRate, formatYuan, type Id, parseId } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import {
  clients,
  payerAccounts,
  payerOf,
  provider,
  providerEntities,
  providerLicences,
} from '../cast/companies.ts';
import type { ClientKey, DemoEntity, TenantKey } from '../cast/company.ts';
import { type DemoLogin, logins } from '../cast/logins.ts';
import { type Player, type Stage, wireTenant } from './stage.ts';
import { type Strand, strandOf } from './strands.ts';

/** Who and what the story has, by the names of the cast. Ids as the API writes them. */
export type World = {
  readonly stage: Stage;
  readonly passwords: Map<string, string>;
  readonly players: ReadonlyMap<string, Player>;
  tenantOf(key: TenantKey): TenantId;
  /** The player with the role at the provider, or at the client. */
  player(role: DemoLogin['role'], tenant?: TenantKey): Player;
  entityId(key: string): string;
  payerAccountId(entityKey: string): string;
  /** Of somebody on the roster, by the number of employment. */
  employmentId(tenant: TenantKey, employeeNumber: string): Promise<string>;
};

/** The provider, its logins, six clients with their entities, registrations and accounts. */
export async function openCompanies(
  stage: Stage,
  strands: readonly Strand[],
  passwordOf: (login: { loginName: string }) => string,
): Promise<World> {
  const { houseId } = stage.host;
  const tenants = new Map<TenantKey, TenantId>([['house', houseId]]);
  const players = new Map<string, Player>();
  const passwords = new Map<string, string>();
  const entityIds = new Map<string, string>();
  const payerAccountIds = new Map<string, string>();
  const world: World = {
    stage,
    passwords,
    players,
    tenantOf: (key) => got(tenants, key),
    player: (role, tenant = 'house') => {
      const login = logins.find((one) => one.role === role && one.tenant === tenant);
      assert(login, `nobody is ${role} of ${tenant}`);
      return got(players, login.loginName);
    },
    entityId: (key) => got(entityIds, key),
    payerAccountId: (key) => got(payerAccountIds, key),
    employmentId: async (tenant, employeeNumber) => {
      const { employmentId } = await findEmployment(stage, got(tenants, tenant), employeeNumber);
      return formatId('emp', employmentId);
    },
  };
  const open = async (login: DemoLogin) => {
    const password = passwordOf(login);
    passwords.set(login.loginName, password);
    players.set(login.loginName, await openLogin(world, login, password));
  };

  await stage.inside(houseId, async (tx) => {
    await openHouse(tx, provider);
    for (const licence of providerLicences) {
      const made = await createLicence(tx, { tenantId: houseId, ...licence });
      assert(made.ok, `the licence ${licence.number} cannot be registered`);
    }
  });
  for (const login of logins.filter(({ tenant }) => tenant === 'house')) await open(login);
  await openEntities(world, 'house', providerEntities, entityIds);
  for (const client of clients) {
    tenants.set(client.key, await openClient(world, client.key));
    for (const login of logins.filter(({ tenant }) => tenant === client.key)) await open(login);
    await openContacts(world, client.key);
    await openEntities(world, client.key, client.entities, entityIds);
  }
  await openPayerAccounts(world, strands, payerAccountIds);
  return world;
}

function got<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  assert(value !== undefined, `the demo has no ${String(key)}`);
  return value;
}

export async function findEmployment(
  stage: Stage,
  tenantId: TenantId,
  employeeNumber: string,
): Promise<{ employmentId: Id<'emp'>; personId: Id<'per'> }> {
  const [row] = await stage.inside(
    tenantId,
    (tx) => tx.sql<{ employmentId: Id<'emp'>; personId: Id<'per'> }>`
      select employment_id as "employmentId", person_id as "personId"
        from people.payable_employment
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and employee_no = ${employeeNumber}`,
  );
  assert(row, `nobody has the number ${employeeNumber}`);
  return row;
}

async function openLogin(world: World, login: DemoLogin, password: string): Promise<Player> {
  const tenantId = world.tenantOf(login.tenant);
  const opened = await world.stage.inside(tenantId, (tx) =>
    openAccount(tx, {
      loginName: login.loginName,
      name: login.name,
      roles: [login.role],
      password,
      mustChangePassword: false,
      isDemo: true,
    }),
  );
  assert(opened.ok, `the login ${login.loginName} cannot be opened`);
  return { accountId: opened.value.id, tenantId, name: login.name, role: login.role };
}

async function openClient(world: World, key: ClientKey): Promise<TenantId> {
  const { stage } = world;
  const client = clients.find((one) => one.key === key)!;
  const { name, shortName, uscc, cooperationMode } = client;
  const operations = world.player('operations');
  const { id } = await stage.act(operations, clientsContract.createClient, {
    name,
    shortName,
    uscc,
    cooperationMode,
    settings: {
      payMonthRule: client.payMonthRule,
      payDay: client.payDay,
      prorationMethod: client.prorationMethod,
      advanceLimit: formatYuan(client.advanceLimit),
      advanceDays: client.advanceDays,
      clientCutoffDays: 3,
      language: 'zh-CN',
    },
  });
  const tenantId = parseId('ten', id);
  assert(tenantId, 'a client has the id of its tenant');
  stage.knows(tenantId);
  const admin = world.player('admin');
  for (const role of ['payroll_specialist', 'insurance_specialist', 'finance'] as const) {
    const accountId = formatId('acc', world.player(role).accountId);
    await stage.act(admin, accessContract.assignClient, { accountId, clientId: id });
  }
  return tenantId;
}

async function openContacts(world: World, key: ClientKey): Promise<void> {
  const tenantId = wireTenant(world.tenantOf(key));
  for (const contact of clients.find((one) => one.key === key)!.contacts) {
    const player = world.players.get(contact.loginName)!;
    await world.stage.act(world.player('operations'), clientsContract.createClientContact, {
      tenantId,
      name: contact.name,
      position: contact.position,
      accountId: formatId('acc', player.accountId),
      mayApprovePayroll: contact.mayApprovePayroll,
      maySubmitInputs: contact.role === 'client_hr',
    });
  }
}

async function openEntities(
  world: World,
  tenant: TenantKey,
  entities: readonly DemoEntity[],
  ids: Map<string, string>,
): Promise<void> {
  const tenantId = wireTenant(world.tenantOf(tenant));
  const operations = world.player('operations');
  for (const entity of entities) {
    const { name, uscc, cityCode, taxBureauName } = entity;
    const fields = { name, uscc, kind: 'company', cityCode, taxBureauName } as const;
    const made = await world.stage.act(operations, peopleContract.createLegalEntity, {
      tenantId,
      ...fields,
    });
    ids.set(entity.key, made.id);
    await openRegistrations(world, tenant, entity, made.id);
  }
}

async function openRegistrations(
  world: World,
  tenant: TenantKey,
  entity: DemoEntity,
  entityId: string,
): Promise<void> {
  const tenantId = wireTenant(world.tenantOf(tenant));
  const insurance = world.player('insurance_specialist');
  for (const registration of entity.registrations) {
    const { cityCode, injuryRate, housingFundRate } = registration;
    const none = { injuryRate: null, housingFundRate: null, supplementaryRate: null };
    const fromPeriod = '2020-01';
    const units = [
      {
        kind: 'socialInsurance',
        agencyName: '社会保险经办机构',
        number: registration.socialInsuranceNumber,
        rates: { ...none, fromPeriod, injuryRate: formatRate(injuryRate) },
      },
      {
        kind: 'medical',
        agencyName: '医疗保障经办机构',
        number: registration.medicalNumber,
        rates: { ...none, fromPeriod },
      },
      {
        kind: 'housingFund',
        agencyName: '住房公积金管理中心',
        number: registration.housingFundNumber,
        rates: { ...none, fromPeriod, housingFundRate: formatRate(housingFundRate) },
      },
    ] as const;
    for (const unit of units) {
      const fields = { tenantId, entityId, cityCode, ...unit };
      await world.stage.act(insurance, peopleContract.createRegistration, fields);
    }
  }
}

/** Accounts first, then for each client which one pays the wages of which entity. */
async function openPayerAccounts(
  world: World,
  strands: readonly Strand[],
  ids: Map<string, string>,
): Promise<void> {
  const finance = world.player('finance');
  const holders = new Map<string, { tenant: TenantKey; entity: DemoEntity }>();
  for (const entity of providerEntities) holders.set(entity.key, { tenant: 'house', entity });
  for (const client of clients) {
    for (const entity of client.entities) holders.set(entity.key, { tenant: client.key, entity });
  }
  for (const account of payerAccounts) {
    const { tenant, entity } = got(holders, account.entityKey);
    const strand = strandOf(strands, account);
    const made = await strand.stage.act(finance, paymentsContract.createPayerAccount, {
      tenantId: wireTenant(world.tenantOf(tenant)),
      legalEntityId: world.entityId(entity.key),
      holderName: entity.name,
      accountNumber: account.accountNumber,
      bankName: account.bankName,
      channel: account.channel === 'file' ? account.channel : strand.channel,
      sending: account.sending,
    });
    ids.set(account.entityKey, made.id);
  }
  const assigned: [TenantKey, readonly string[]][] = [
    ['house', ['heyi']],
    ...clients.map(({ key, payEntityKeys }): [TenantKey, readonly string[]] => [
      key,
      payEntityKeys,
    ]),
  ];
  for (const [tenant, entityKeys] of assigned) {
    for (const entityKey of entityKeys) {
      await world.stage.act(finance, paymentsContract.assignPayerAccount, {
        tenantId: wireTenant(world.tenantOf(tenant)),
        legalEntityId: world.entityId(entityKey),
        payerAccountId: world.payerAccountId(payerOf(entityKey).entityKey),
      });
    }
  }
}

/** When the months are played, every account is linked to the one bank of the present. */
export async function linkPayerAccounts(world: World): Promise<void> {
  for (const account of payerAccounts) {
    if (account.channel === 'file') continue;
    const holder = clients.find(({ entities }) =>
      entities.some(({ key }) => key === account.entityKey),
    );
    await world.stage.act(world.player('finance'), paymentsContract.updatePayerAccount, {
      tenantId: wireTenant(world.tenantOf(holder?.key ?? 'house')),
      payerAccountId: world.payerAccountId(account.entityKey),
      bankName: account.bankName,
      channel: account.channel,
      sending: account.sending,
      state: 'active',
    });
  }
}
