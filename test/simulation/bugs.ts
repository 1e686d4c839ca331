/**
 * Mistakes that a builder might make, planted in a copy of a decision: the simulation has to find each,
 * or it proves nothing.
 */
export const bugs = {
  resendsUnasked: '超时之后不问，用新的参考号再发',
  forgetsRequests: '不认重复的键与业务单号',
  believesOldNews: '较早的消息盖过较晚的',
  believesAnybody: '回调的签名不验',
  cancelsTheSent: '查无而重新排队的可以取消',
  failsTheUnfound: '银行查无就当作失败，钱退回',
  forgetsRefusals: '不认被拒绝过的键',
  answersAnew: '重复的请求按现状另作回答',
  booksApart: '状态与账分两次提交',
  reversesTwice: '退回过的再退一次',
  dropsNews: '先记消息已送达，再去办',
} as const;

export type Bug = keyof typeof bugs;
