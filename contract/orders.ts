/** 服务订单: orders, their lines, who works on them, suppliers. */
export * from './order-services.ts';
export * from './service-orders.ts';
export * from './order-lines.ts';
export * from './order-line-steps.ts';
export * from './order-skills.ts';
export * from './suppliers.ts';
export * from './supplier-bills.ts';
