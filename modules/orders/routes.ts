import { ordersContract as contract } from '@heyi/contract';
import { type Printer, type Route, route } from '@heyi/platform';
import { downloadCounterFormOf } from './counter/download-counter-form.ts';
import { createOrderLines } from './intake/create-order-lines.ts';
import { getOrderBoard } from './line/get-order-board.ts';
import { getOrderLine } from './line/get-order-line.ts';
import { listOrderLines } from './line/list-order-lines.ts';
import { openOrderThread } from './line/open-order-thread.ts';
import { activateServiceOrder } from './order/activate-service-order.ts';
import { createServiceOrder } from './order/create-service-order.ts';
import { endServiceOrder } from './order/end-service-order.ts';
import { getServiceOrder } from './order/get-service-order.ts';
import { listServiceOrders } from './order/list-service-orders.ts';
import { updateServiceOrder } from './order/update-service-order.ts';
import { listOrderColleagues } from './skill/list-order-colleagues.ts';
import { listOrderSkills } from './skill/list-order-skills.ts';
import { putOrderSkills } from './skill/put-order-skills.ts';
import { answerOrderLines } from './step/answer-order-lines.ts';
import { assignOrderLines } from './step/assign-order-lines.ts';
import { bookCounterVisit } from './step/book-counter-visit.ts';
import { cancelOrderLines } from './step/cancel-order-lines.ts';
import { failOrderLines } from './step/fail-order-lines.ts';
import { handOverOrderLines } from './step/hand-over-order-lines.ts';
import { recordOrderResult } from './step/record-order-result.ts';
import { reopenOrderLines } from './step/reopen-order-lines.ts';
import { sendBackOrderLines } from './step/send-back-order-lines.ts';
import { setOrderChannel } from './step/set-order-channel.ts';
import { submitOrderLines } from './step/submit-order-lines.ts';
import { takeOrderLines } from './step/take-order-lines.ts';
import { acceptSupplierBill } from './supplier/accept-supplier-bill.ts';
import { compareSupplierBill } from './supplier/compare-supplier-bill.ts';
import { decideSupplierRow } from './supplier/decide-supplier-row.ts';
import { getSupplierBill } from './supplier/get-supplier-bill.ts';
import { importSupplierBill } from './supplier/import-supplier-bill.ts';
import { listSupplierBills } from './supplier/list-supplier-bills.ts';
import { createSupplier } from './supplier/create-supplier.ts';
import { dispatchOrderLines } from './supplier/dispatch-order-lines.ts';
import { listSuppliers } from './supplier/list-suppliers.ts';
import { recordSupplierAnswer } from './supplier/record-supplier-answer.ts';
import { updateSupplier } from './supplier/update-supplier.ts';

export const routes = [
  route(contract.listServiceOrders, listServiceOrders),
  route(contract.getServiceOrder, getServiceOrder),
  route(contract.createServiceOrder, createServiceOrder),
  route(contract.updateServiceOrder, updateServiceOrder),
  route(contract.activateServiceOrder, activateServiceOrder),
  route(contract.endServiceOrder, endServiceOrder),
  route(contract.listOrderLines, listOrderLines),
  route(contract.getOrderBoard, getOrderBoard),
  route(contract.getOrderLine, getOrderLine),
  route(contract.openOrderThread, openOrderThread),
  route(contract.createOrderLines, createOrderLines),
  route(contract.takeOrderLines, takeOrderLines),
  route(contract.assignOrderLines, assignOrderLines),
  route(contract.handOverOrderLines, handOverOrderLines),
  route(contract.sendBackOrderLines, sendBackOrderLines),
  route(contract.answerOrderLines, answerOrderLines),
  route(contract.setOrderChannel, setOrderChannel),
  route(contract.bookCounterVisit, bookCounterVisit),
  route(contract.submitOrderLines, submitOrderLines),
  route(contract.recordOrderResult, recordOrderResult),
  route(contract.failOrderLines, failOrderLines),
  route(contract.reopenOrderLines, reopenOrderLines),
  route(contract.cancelOrderLines, cancelOrderLines),
  route(contract.dispatchOrderLines, dispatchOrderLines),
  route(contract.recordSupplierAnswer, recordSupplierAnswer),
  route(contract.listOrderColleagues, listOrderColleagues),
  route(contract.listOrderSkills, listOrderSkills),
  route(contract.putOrderSkills, putOrderSkills),
  route(contract.listSuppliers, listSuppliers),
  route(contract.importSupplierBill, importSupplierBill),
  route(contract.listSupplierBills, listSupplierBills),
  route(contract.getSupplierBill, getSupplierBill),
  route(contract.compareSupplierBill, compareSupplierBill),
  route(contract.decideSupplierRow, decideSupplierRow),
  route(contract.acceptSupplierBill, acceptSupplierBill),
  route(contract.createSupplier, createSupplier),
  route(contract.updateSupplier, updateSupplier),
];

/** What prints: the server hands its printer in. */
export function printingRoutes(printer: Printer): readonly Route[] {
  return [route(contract.downloadCounterForm, downloadCounterFormOf(printer))];
}
