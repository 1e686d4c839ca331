export const countdownZh = {
  countdown: { left: '还有 {{count}} 天', today: '今天', over: '已过 {{count}} 天' },
};

export const countdownEn: typeof countdownZh = {
  countdown: { left: '{{count}} d left', today: 'today', over: '{{count}} d over' },
};
