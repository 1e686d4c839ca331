/** Reasons in the spirit of ISO 20022 (external status reason codes), in the bank's words. */
export const resultTexts = {
  AC01: '收款账号不存在或格式有误',
  AC04: '收款账户已销户',
  AC06: '收款账户为二类户，已冻结',
  AM02: '单笔金额超过限额',
  AM04: '付款账户余额不足',
  AM05: '业务参考号已用于另一笔交易',
  BE01: '收款户名与账号不符',
  MS03: '交易挂账，待银行人工处理',
  NARR: '收款行拒绝入账',
  RC01: '收款行联行号有误',
} as const;

export type ResultCode = keyof typeof resultTexts;

/**
 * Refusals of a call. Nothing was executed and nothing was recorded under the reference, which may
 * be sent again.
 */
export const refusalTexts = {
  unknown_app: '应用不存在',
  signature_invalid: '签名错误',
  timestamp_invalid: '时间戳超出允许范围',
  nonce_replayed: '请求重复（随机数已使用）',
  rate_limited: '请求过于频繁',
  in_flight_limit: '同时处理的请求过多',
  malformed: '报文格式错误',
  payer_not_authorised: '付款账户未签约或户名不符',
  closed_window: '非交易时间',
  daily_limit: '超过账户日累计限额',
  batch_too_large: '批次笔数超过上限',
  AM05: resultTexts.AM05,
  not_found: '无此记录',
  not_ready: '结果文件尚未生成',
  internal: '系统错误',
} as const;

export type RefusalCode = keyof typeof refusalTexts;
