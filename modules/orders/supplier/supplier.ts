import type { ordersContract as contract, Output } from '@heyi/contract';

export type Supplier = Output<typeof contract.createSupplier>;
export type SupplierPrice = Supplier['prices'][number];
