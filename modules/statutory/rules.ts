export type RuleWording = { readonly article: string; readonly zh: string; readonly en: string };

/** A literal in braces is filled from the inputs and the output of the reason. */
export const rules = {
  'income-tax.cumulative-withholding': {
    article: '个人所得税法第十一条；国家税务总局公告2018年第61号第六条',
    zh: '累计应纳税所得额{taxable}元×{rate}−速算扣除数{quickDeduction}元−减免{relief}元−已预扣{withheld}元＝{balance}元，本期预扣{tax}元',
    en: 'Cumulative taxable {taxable} × {rate} − quick deduction {quickDeduction} − relief {relief} − withheld {withheld} = {balance}; withhold {tax}',
  },
  'income-tax.first-wage-in-year': {
    article: '国家税务总局公告2020年第13号第一条',
    zh: '当年首次取得工资，减除费用{basicDeduction}元按1月起的月数计；应纳税所得额{taxable}元×{rate}−{quickDeduction}元−已预扣{withheld}元，本期预扣{tax}元',
    en: 'First wage in the year: basic deduction {basicDeduction} counts months from January; taxable {taxable} × {rate} − {quickDeduction} − withheld {withheld}; withhold {tax}',
  },
  'income-tax.lump-60000': {
    article: '国家税务总局公告2020年第19号',
    zh: '上年各月均有申报且收入不超过6万元，1月起一次减除{basicDeduction}元；应纳税所得额{taxable}元×{rate}−{quickDeduction}元−已预扣{withheld}元，本期预扣{tax}元',
    en: 'Last year at most 60,000 declared every month: {basicDeduction} deducted from January; taxable {taxable} × {rate} − {quickDeduction} − withheld {withheld}; withhold {tax}',
  },
  'income-tax.platform-labour': {
    article: '国家税务总局公告2025年第16号第一条',
    zh: '平台劳务收入{income}元减20%费用和减除费用{basicDeduction}元，应纳税所得额{taxable}元×{rate}−{quickDeduction}元−已预扣{withheld}元，本期预扣{tax}元',
    en: 'Platform labour {income} less 20 % cost and basic deduction {basicDeduction}: taxable {taxable} × {rate} − {quickDeduction} − withheld {withheld}; withhold {tax}',
  },
  'income-tax.insurance-agent': {
    article: '财税〔2018〕164号第三条',
    zh: '佣金{income}元的60%减减除费用{basicDeduction}元等，应纳税所得额{taxable}元×{rate}−{quickDeduction}元−已预扣{withheld}元，本期预扣{tax}元',
    en: '60 % of commission {income} less basic deduction {basicDeduction}: taxable {taxable} × {rate} − {quickDeduction} − withheld {withheld}; withhold {tax}',
  },
  'income-tax.student-intern': {
    article: '国家税务总局公告2020年第13号第二条',
    zh: '实习劳务收入{income}元减20%费用和减除费用{basicDeduction}元，应纳税所得额{taxable}元×{rate}−{quickDeduction}元−已预扣{withheld}元，本期预扣{tax}元',
    en: 'Internship income {income} less 20 % cost and basic deduction {basicDeduction}: taxable {taxable} × {rate} − {quickDeduction} − withheld {withheld}; withhold {tax}',
  },
  'income-tax.other-deductions': {
    article:
      '个人所得税法实施条例第十三条；财税〔2013〕103号；财税〔2017〕39号；财政部 税务总局公告2024年第21号',
    zh: '年金缴{annuityPaid}元扣{annuity}元，商业健康保险缴{healthInsurancePaid}元扣{healthInsurance}元，个人养老金缴{personalPensionPaid}元扣{personalPension}元，合计{total}元',
    en: 'Annuity paid {annuityPaid}, deducted {annuity}; health insurance paid {healthInsurancePaid}, deducted {healthInsurance}; personal pension paid {personalPensionPaid}, deducted {personalPension}; total {total}',
  },
  'income-tax.table': {
    article: '个人所得税法税率表',
    zh: '应纳税所得额{taxable}元×{rate}−速算扣除数{quickDeduction}元＝{tax}元',
    en: 'Taxable {taxable} × {rate} − quick deduction {quickDeduction} = {tax}',
  },
  'income-tax.annual-bonus': {
    article: '财政部 税务总局公告2023年第30号',
    zh: '全年一次性奖金{bonus}元÷12＝{dividedBy12}元定税率{rate}，{bonus}元×{rate}−{quickDeduction}元＝{tax}元',
    en: 'Bonus {bonus} ÷ 12 = {dividedBy12} gives {rate}; {bonus} × {rate} − {quickDeduction} = {tax}',
  },
  'income-tax.bonus-choice': {
    article: '财政部 税务总局公告2023年第30号',
    zh: '单独计税合计{taxSeparate}元，并入综合所得{taxMerged}元，相差{difference}元',
    en: 'Separate {taxSeparate}, merged {taxMerged}, difference {difference}',
  },
  'income-tax.severance': {
    article: '财税〔2018〕164号第五条第一项',
    zh: '补偿{compensation}元中{exemptLimit}元以内免税，超过部分{excess}元按年税率表计税{tax}元',
    en: 'Of the compensation {compensation}, up to {exemptLimit} is exempt; the excess {excess} is taxed {tax} by the annual table',
  },
  'income-tax.early-retirement': {
    article: '财税〔2018〕164号第五条第二项',
    zh: '补贴{subsidy}元按{actualYears}年平均，每年应纳税所得额{perYearTaxable}元，共{tax}元',
    en: 'Subsidy {subsidy} over {actualYears} years: {perYearTaxable} taxable a year, tax {tax}',
  },
  'income-tax.internal-retirement': {
    article: '财税〔2018〕164号第五条第三项；国税发〔1999〕58号第一条',
    zh: '以{rateBase}元定税率{rate}；当月工资加补贴应纳{taxOnWagePlusSubsidy}元，减工资应纳{taxOnWageAlone}元，补贴税额{tax}元',
    en: '{rateBase} gives {rate}; tax on wage and subsidy {taxOnWagePlusSubsidy} less tax on the wage {taxOnWageAlone} = {tax}',
  },
  'income-tax.annuity-payout': {
    article: '财税〔2018〕164号第四条',
    zh: '领取年金{amount}元，不并入综合所得，税额{tax}元',
    en: 'Annuity payout {amount}, not merged, tax {tax}',
  },
  'income-tax.labour-remuneration': {
    article: '国家税务总局公告2018年第61号第八条',
    zh: '劳务报酬{income}元减费用{cost}元，应纳税所得额{taxable}元×{rate}−{quickDeduction}元＝{tax}元',
    en: 'Labour remuneration {income} less cost {cost}: {taxable} × {rate} − {quickDeduction} = {tax}',
  },
  'income-tax.royalty': {
    article: '国家税务总局公告2018年第61号第八条',
    zh: '特许权使用费{income}元减费用{cost}元，{taxable}元×{rate}＝{tax}元',
    en: 'Royalty {income} less cost {cost}: {taxable} × {rate} = {tax}',
  },
  'income-tax.author-remuneration': {
    article: '国家税务总局公告2018年第61号第八条',
    zh: '稿酬{income}元减费用{cost}元后按70%计{taxable}元×{rate}＝{tax}元',
    en: 'Author remuneration {income} less cost {cost}, 70 % of it {taxable} × {rate} = {tax}',
  },
  'income-tax.non-resident': {
    article: '个人所得税法第六条第一款第二项；国家税务总局公告2018年第61号第九条',
    zh: '非居民收入{income}元，应纳税所得额{taxable}元×{rate}−{quickDeduction}元＝{tax}元',
    en: 'Non-resident income {income}: taxable {taxable} × {rate} − {quickDeduction} = {tax}',
  },
  'income-tax.non-resident-bonus': {
    article: '财政部 税务总局公告2019年第35号第三条',
    zh: '数月奖金{bonus}元按6个月分摊定税率{rate}，税额{tax}元',
    en: 'Multi-month bonus {bonus} over 6 months gives {rate}, tax {tax}',
  },
  'income-tax.annual-settlement': {
    article: '个人所得税法第六条、第十一条',
    zh: '综合所得收入额{incomeAmount}元减扣除{deductions}元，应纳税所得额{taxable}元，全年税额{annualTax}元减已预缴{withheld}元＝{settlement}元',
    en: 'Comprehensive income {incomeAmount} less deductions {deductions}: taxable {taxable}, tax {annualTax} less withheld {withheld} = {settlement}',
  },
  'income-tax.settlement-exemption': {
    article: '财政部 税务总局公告2023年第32号',
    zh: '综合所得{income}元，应补{amountToPay}元，是否须汇算：{mustSettle}',
    en: 'Income {income}, to pay {amountToPay}, must settle: {mustSettle}',
  },
  'income-tax.business-income': {
    article: '个人所得税法税率表二；实施条例第十五条',
    zh: '经营所得应纳税所得额{taxable}元×{rate}−{quickDeduction}元＝{tax}元',
    en: 'Business income {taxable} × {rate} − {quickDeduction} = {tax}',
  },
  'income-tax.business-half-reduction': {
    article: '财政部 税务总局公告2023年第12号第一条',
    zh: '减免前税额{taxBeforeRelief}元，不超过限额部分减半{halfReduction}元，其他减免{otherRelief}元，应纳{payable}元',
    en: 'Tax {taxBeforeRelief}, half of the part within the limit {halfReduction}, other relief {otherRelief}: payable {payable}',
  },
  'income-tax.withholding-fee': {
    article: '个人所得税法第十七条',
    zh: '扣缴税款{withheldTax}元×{rate}＝手续费{fee}元',
    en: 'Tax withheld {withheldTax} × {rate} = fee {fee}',
  },
  'income-tax.late-payment': {
    article: '税收征收管理法第三十二条',
    zh: '滞纳税款{tax}元×{dailyRate}×{daysLate}天＝{surcharge}元',
    en: 'Tax {tax} × {dailyRate} × {daysLate} days = {surcharge}',
  },
  'income-tax.incidental-income': {
    article: '个人所得税法第三条、第六条',
    zh: '偶然所得{income}元×{rate}＝{tax}元，不扣费用',
    en: 'Incidental income {income} × {rate} = {tax}, nothing deducted',
  },
  'vat.small-scale': {
    article: '增值税法第二十三条及小规模纳税人减免公告',
    zh: '不含税销售额{salesExcludingVat}元，起征点{threshold}元，免税：{exempt}，增值税{vat}元',
    en: 'Sales without VAT {salesExcludingVat}, threshold {threshold}, exempt: {exempt}, VAT {vat}',
  },
  'vat.surcharges': {
    article: '城市维护建设税法第四条；财政部 税务总局公告2023年第12号第二条',
    zh: '增值税{vat}元：城建税{urbanMaintenance}元、教育费附加{educationSurcharge}元、地方教育附加{localEducationSurcharge}元，合计{total}元',
    en: 'VAT {vat}: urban maintenance {urbanMaintenance}, education {educationSurcharge}, local education {localEducationSurcharge}, total {total}',
  },
  'social-insurance.contribution': {
    article: '社会保险法；住房公积金管理条例第十六条',
    zh: '申报基数{declaredBase}元，下限{floor}、上限{cap}，缴费基数{base}元×{rate}＋定额{fixed}元＝{amount}元',
    en: 'Declared base {declaredBase}, floor {floor}, cap {cap}: base {base} × {rate} + fixed {fixed} = {amount}',
  },
  'social-insurance.base-difference': {
    article: '社会保险法第六十条',
    zh: '基数差额{baseDifference}元×{rate}＝补差{amount}元',
    en: 'Difference of base {baseDifference} × {rate} = {amount}',
  },
  'social-insurance.contribution-difference': {
    article: '社会保险法第六十条',
    zh: '{period}应缴{due}元，已按原数值缴{charged}元，补差{difference}元',
    en: '{period}: due {due}, charged by the former figure {charged}, difference {difference}',
  },
  'disabled-employment-fund.yearly': {
    article: '财税〔2015〕72号；财税〔2018〕39号；财政部公告2023年第8号',
    zh: '上年在职{heads}人×{ratio}−已安排{disabledHeads}人，年平均工资{wage}元，按{share}缴纳，全年{yearly}元',
    en: '{heads} staff last year × {ratio} − {disabledHeads} disabled staff, average wage {wage} a year, paid at {share}: {yearly} a year',
  },
  'social-insurance.late-fee': {
    article: '社会保险法第八十六条',
    zh: '欠缴{principal}元×{dailyRate}×{days}天＝滞纳金{lateFee}元',
    en: 'Arrears {principal} × {dailyRate} × {days} days = {lateFee}',
  },
  'social-insurance.retirement': {
    article: '全国人大常委会关于实施渐进式延迟法定退休年龄的决定',
    zh: '{birth}出生（{category}），原年龄{oldMonth}届满，延迟{delayMonths}个月，{retirementMonth}退休',
    en: 'Born {birth} ({category}): former age reached {oldMonth}, delayed {delayMonths} months, retires {retirementMonth}',
  },
  'housing-fund.tax-free-limit': {
    article: '财税〔2006〕10号',
    zh: '免税限额{limit}元（基数{limitBase}元×{rate}）；单位超标{employerExcess}元并入工资，个人超标{employeeExcess}元不得扣除',
    en: 'Tax-free limit {limit} ({limitBase} × {rate}); employer excess {employerExcess} is wage, employee excess {employeeExcess} is not deductible',
  },
  'wages.day-wage': {
    article: '人社部发〔2025〕2号',
    zh: '月工资{monthlyWage}元÷{paidDays}＝日工资{dayWage}元，小时工资{hourWage}元',
    en: 'Monthly wage {monthlyWage} ÷ {paidDays} = day wage {dayWage}, hour wage {hourWage}',
  },
  'wages.overtime': {
    article: '劳动法第四十四条',
    zh: '月工资{monthlyWage}元，加班{hours}小时×{multiple}倍＝{pay}元',
    en: 'Monthly wage {monthlyWage}, {hours} hours × {multiple} = {pay}',
  },
  'wages.proration': {
    article: '人社部发〔2025〕2号（折算口径为约定）',
    zh: '月工资{monthlyWage}元÷{divisor}×缺勤{days}天＝扣{deduction}元，发{pay}元',
    en: 'Monthly wage {monthlyWage} ÷ {divisor} × {days} days absent = {deduction} deducted, {pay} paid',
  },
} as const satisfies Record<string, RuleWording>;

export type RuleId = keyof typeof rules;
