import { z } from 'zod';
import { id, tenantId } from './fields.ts';
import { cityCode } from './legal-entities.ts';
import { operation } from './operation.ts';
import { orderItems } from './order-services.ts';

/** Who works on order lines, and who knows what. */

/** Who of the provider may be given lines of the client, each with what is open at them. */
export const listOrderColleagues = operation({
  id: 'listOrderColleagues',
  method: 'GET',
  path: '/v1/tenants/:tenantId/order-colleagues',
  scope: 'tenant',
  permission: 'order_line:work',
  withHouse: true,
  input: z.object({ tenantId }),
  output: z.object({
    rows: z.array(
      z.object({
        id: id('acc'),
        name: z.string(),
        open: z.number(),
        skills: z.array(z.object({ cityCode: z.string(), item: z.enum(orderItems) })),
      }),
    ),
  }),
  failures: {},
});

const skillRows = z.object({
  rows: z.array(
    z.object({
      accountId: id('acc'),
      name: z.string(),
      skills: z.array(z.object({ cityCode, item: z.enum(orderItems) })),
    }),
  ),
});

/** 技能: which of the provider's people knows which work in which city. */
export const listOrderSkills = operation({
  id: 'listOrderSkills',
  method: 'GET',
  path: '/v1/order-skills',
  scope: 'house',
  permission: 'order_line:assign',
  input: z.object({}),
  output: skillRows,
  failures: {},
});

/** Replaces all of one person. */
export const putOrderSkills = operation({
  id: 'putOrderSkills',
  method: 'PUT',
  path: '/v1/order-skills/:accountId',
  scope: 'house',
  permission: 'order_line:assign',
  input: z.object({
    accountId: id('acc'),
    skills: z.array(z.object({ cityCode, item: z.enum(orderItems) })).max(400),
  }),
  output: skillRows,
  failures: { 'account.not_found': 404 },
});
