import type { ModuleWording } from './wording.ts';

export const ordersWording = {
  permission: {
    'service_order:read': { zh: '查看服务订单', en: 'See service orders' },
    'service_order:write': { zh: '订立与终止服务订单', en: 'Agree on service orders and end them' },
    'order_line:read': { zh: '查看订单行', en: 'See order lines' },
    'order_line:request': {
      zh: '提交、答复与取消订单行',
      en: 'Hand in order lines, answer and cancel them',
    },
    'order_line:work': { zh: '办理订单行', en: 'Work on order lines' },
    'order_line:assign': { zh: '分派订单行', en: 'Assign order lines' },
    'supplier:read': { zh: '查看供应商', en: 'See suppliers' },
    'supplier:write': { zh: '维护供应商与其账单', en: 'Keep suppliers and their bills' },
  },
  operation: {
    listServiceOrders: { zh: '查看服务订单列表', en: 'List service orders' },
    getServiceOrder: { zh: '查看服务订单', en: 'Look at a service order' },
    createServiceOrder: { zh: '新建服务订单', en: 'Draft a service order' },
    updateServiceOrder: { zh: '修改服务订单草稿', en: 'Change a draft of a service order' },
    activateServiceOrder: { zh: '生效服务订单', en: 'Put a service order into force' },
    endServiceOrder: { zh: '终止服务订单', en: 'End a service order' },
    listOrderLines: { zh: '查看订单行列表', en: 'List order lines' },
    getOrderBoard: { zh: '查看订单看板', en: 'Look at the board of orders' },
    getOrderLine: { zh: '查看订单行', en: 'Look at an order line' },
    openOrderThread: { zh: '打开订单行会话', en: 'Open the thread of a line' },
    createOrderLines: { zh: '提交订单行', en: 'Hand in order lines' },
    takeOrderLines: { zh: '接单', en: 'Take order lines' },
    assignOrderLines: { zh: '分派订单行', en: 'Assign order lines' },
    handOverOrderLines: { zh: '交接订单行', en: 'Hand order lines over' },
    sendBackOrderLines: { zh: '打回订单行', en: 'Send order lines back' },
    answerOrderLines: { zh: '补充后重新提交', en: 'Answer what was sent back' },
    setOrderChannel: { zh: '更换办理渠道', en: 'Change the channel' },
    bookCounterVisit: { zh: '登记柜台预约与快递', en: 'Record a counter visit' },
    submitOrderLines: { zh: '提交官方', en: 'Submit to the agency' },
    recordOrderResult: { zh: '登记官方成功', en: 'Record the official success' },
    failOrderLines: { zh: '登记官方失败', en: 'Record a refusal of the agency' },
    reopenOrderLines: { zh: '重新办理', en: 'Try again after a refusal' },
    cancelOrderLines: { zh: '取消订单行', en: 'Cancel order lines' },
    dispatchOrderLines: { zh: '派单给供应商', en: 'Give order lines to a supplier' },
    recordSupplierAnswer: { zh: '登记供应商接单', en: 'Record what the supplier said' },
    downloadCounterForm: { zh: '下载柜台表', en: 'Download the form for the counter' },
    listOrderColleagues: { zh: '查看可接单的同事', en: 'List who may be given lines' },
    listOrderSkills: { zh: '查看技能', en: 'List skills' },
    putOrderSkills: { zh: '设置技能', en: 'Set skills' },
    listSuppliers: { zh: '查看供应商', en: 'List suppliers' },
    importSupplierBill: { zh: '导入供应商账单', en: 'Bring in a supplier’s bill' },
    listSupplierBills: { zh: '查看供应商账单列表', en: 'List suppliers’ bills' },
    getSupplierBill: { zh: '查看供应商账单', en: 'Look at a supplier’s bill' },
    compareSupplierBill: { zh: '重新核对供应商账单', en: 'Compare a supplier’s bill again' },
    decideSupplierRow: { zh: '处理账单差异', en: 'Decide a difference of a bill' },
    acceptSupplierBill: { zh: '确认供应商账单', en: 'Accept a supplier’s bill' },
    createSupplier: { zh: '新建供应商', en: 'Add a supplier' },
    updateSupplier: { zh: '修改供应商', en: 'Change a supplier' },
  },
  failure: {
    'service_order.not_found': {
      title: { zh: '没有这份服务订单', en: 'No such service order' },
      fix: { zh: '请从服务订单列表中打开。', en: 'Open it from the list of service orders.' },
    },
    'service_order.mode_reserved': {
      title: { zh: '“自有员工”只用于服务商自己', en: 'The mode “own” is the provider’s alone' },
      fix: { zh: '请选择与客户约定的合作模式。', en: 'Choose the mode agreed with the client.' },
    },
    'service_order.months_reversed': {
      title: { zh: '起止月份不对', en: 'The months do not fit' },
      fix: {
        zh: '截止月不早于起始月，也不晚于订单约定的最后一月。',
        en: 'The last month is not before the first, nor after the one that was agreed.',
      },
    },
    'service_order.advance_days_wrong': {
      title: { zh: '垫付天数与收款方式不符', en: 'Days of an advance do not fit the collection' },
      fix: {
        zh: '收款方式为垫付时填写天数，其他方式不填。',
        en: 'Enter days for an advance, and none otherwise.',
      },
    },
    'service_order.item_twice': {
      title: { zh: '同一服务出现两次', en: 'One service stands twice' },
      fix: { zh: '请合并为一行。', en: 'Put it in one row.' },
    },
    'service_order.item_not_allowed': {
      title: { zh: '该合作模式不能包含这项服务', en: 'The mode does not allow this service' },
      fix: {
        zh: '代理不含代发工资；工资代发只含代发、个税与证明；档案没有用工关系，不能参保。',
        en: 'Agency has no pay, payroll agency no insurance, and archive nobody to insure.',
      },
    },
    'service_order.supplier_not_in_city': {
      title: { zh: '该供应商不在此城市', en: 'The supplier does not work in the city' },
      fix: { zh: '请换一家，或先在供应商资料中加入城市。', en: 'Choose another, or add the city.' },
    },
    'service_order.supplier_missing': {
      title: { zh: '渠道为供应商但没有选供应商', en: 'A supplier’s channel without a supplier' },
      fix: { zh: '请选择供应商，或更换渠道。', en: 'Choose a supplier, or another channel.' },
    },
    'service_order.not_draft': {
      title: { zh: '不是草稿', en: 'It is not a draft' },
      fix: {
        zh: '已生效的订单请终止后另订，新订单从次月起。',
        en: 'End what is in force and let a new one begin with the month after.',
      },
    },
    'service_order.overlaps': {
      title: { zh: '与已有订单重叠', en: 'It overlaps another order' },
      fix: {
        zh: '同一城市、同一服务、同一月份只有一份订单。请先终止原订单，或改起始月。',
        en: 'A service has one order a city and month: end the other, or begin later.',
      },
    },
    'service_order.not_active': {
      title: { zh: '订单未生效或已终止', en: 'The order is not in force' },
      fix: { zh: '只有生效中的订单可以终止。', en: 'Only what is in force can be ended.' },
    },
    'service_order.people_active': {
      title: { zh: '还有在保人员或未办完的订单行', en: 'People are still served under it' },
      fix: {
        zh: '请先为在保人员办理减员或转入其他订单，并办完或取消全部订单行。',
        en: 'Stop or move the people who are insured, and finish or cancel every line first.',
      },
    },
    'service_order.none': {
      title: { zh: '没有包含该事项的服务订单', en: 'No order in force covers this' },
      fix: {
        zh: '人员所在城市当月没有这项服务。请先与服务商订立服务订单。',
        en: 'In the city of the person the month has no such service: agree on an order first.',
      },
    },
    'order_line.not_found': {
      title: { zh: '没有这一订单行', en: 'No such order line' },
      fix: { zh: '请刷新队列后再试。', en: 'Load the queue again.' },
    },
    'order_line.original_missing': {
      title: { zh: '没有委托原件', en: 'The original is missing' },
      fix: {
        zh: '按扫描件或邮件录入时，先上传原件（委托原件）。',
        en: 'Bring in the scan or mail first; it is kept with the lines.',
      },
    },
    'order_line.open_already': {
      title: { zh: '已有未办完的同一事项', en: 'The same is under way already' },
      fix: {
        zh: '同一人同一事项同一月份只提交一次，请在原订单行上补充。',
        en: 'One person, service and month is one line: add to the one that is there.',
      },
    },
    'order_line.appointment_passed': {
      title: { zh: '预约日期已过', en: 'The day is over' },
      fix: { zh: '请填写今天或以后的日期。', en: 'Enter today or a later day.' },
    },
    'order_line.words_missing': {
      title: { zh: '没有填写原因', en: 'The reason is missing' },
      fix: { zh: '供应商不接单时请写明原因。', en: 'Say why the supplier does not take it.' },
    },
    'counter_form.unknown': {
      title: { zh: '没有这个城市的柜台表', en: 'No form of this city is on file' },
      fix: { zh: '请使用经办机构提供的表样填写。', en: 'Use the form that the agency hands out.' },
    },
    'counter_form.nobody': {
      title: { zh: '没有走柜台的人', en: 'Nobody goes to the counter' },
      fix: {
        zh: '请先接单并把渠道改为柜台，再下载。',
        en: 'Take the lines and set their channel to the counter first.',
      },
    },
    'supplier.not_found': {
      title: { zh: '没有这家供应商', en: 'No such supplier' },
      fix: { zh: '请从供应商列表中选择。', en: 'Choose it from the list.' },
    },
    'supplier.ended': {
      title: { zh: '已停止合作', en: 'We no longer work with it' },
      fix: { zh: '请换一家，或先恢复合作。', en: 'Choose another, or take it up again.' },
    },
    'supplier_bill.unreadable': {
      title: { zh: '账单读不出来', en: 'The bill cannot be read' },
      fix: {
        zh: '需要表头含姓名、金额的 XLSX 或 CSV（可有证件号码、城市、服务）。',
        en: 'An XLSX or CSV with name and amount in its header (and document, city, service).',
      },
    },
    'supplier_bill.empty': {
      title: { zh: '账单里没有人员', en: 'Nobody stands in the bill' },
      fix: { zh: '请核对文件与工作表。', en: 'Check the file and its sheet.' },
    },
    'supplier_bill.row_wrong': {
      title: { zh: '有一行读不懂', en: 'A row cannot be read' },
      fix: {
        zh: '请按提示的行和原因改正后重新导入。',
        en: 'Correct the row and bring it in again.',
      },
    },
    'supplier_bill.known': {
      title: { zh: '这份账单已经导入过', en: 'This bill is here already' },
      fix: { zh: '同一文件只导入一次。', en: 'The same file is taken once.' },
    },
    'supplier_bill.not_found': {
      title: { zh: '没有这份账单', en: 'No such bill' },
      fix: { zh: '请从账单列表中打开。', en: 'Open it from the list.' },
    },
    'supplier_bill.accepted': {
      title: { zh: '账单已确认', en: 'The bill is accepted' },
      fix: { zh: '已确认的账单不再改动。', en: 'An accepted bill is not changed any more.' },
    },
    'supplier_bill.undecided': {
      title: { zh: '还有差异没有处理', en: 'Differences are open' },
      fix: { zh: '请逐项选择按账单或按我方。', en: 'Take the bill or ours for each of them.' },
    },
    'supplier_bill_row.not_found': {
      title: { zh: '账单里没有这一行', en: 'No such row in the bill' },
      fix: { zh: '请刷新后再试。', en: 'Load the bill again.' },
    },
    'supplier_bill_row.agrees': {
      title: { zh: '这一行没有差异', en: 'The row agrees' },
      fix: { zh: '不需要处理。', en: 'Nothing has to be decided.' },
    },
    'supplier.uscc_malformed': {
      title: { zh: '统一社会信用代码不对', en: 'The credit code is wrong' },
      fix: { zh: '请核对18位代码与校验位。', en: 'Check the 18 characters.' },
    },
    'supplier.price_twice': {
      title: { zh: '同一城市同一服务有两个价格', en: 'Two prices for one city and service' },
      fix: { zh: '请只保留一个。', en: 'Keep one of them.' },
    },
    'supplier.uscc_taken': {
      title: { zh: '这家供应商已经有了', en: 'The supplier is there already' },
      fix: { zh: '同一代码只建一家，请修改原有资料。', en: 'Change the one that has the code.' },
    },
  },
} as const satisfies ModuleWording;
