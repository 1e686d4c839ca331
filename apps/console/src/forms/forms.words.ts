export const formsZh = {
  forms: {
    optional: '（选填）',
    yuan: '元',
    chooseFile: '请选择文件',
    faults: {
      money: {
        malformed: '请填写金额，最多两位小数',
        negative: '金额不能为负',
        zero: '金额必须大于零',
        too_large: '金额过大，请检查位数',
      },
      rate: {
        malformed: '请填写 0 至 100 之间的百分比，最多四位小数',
        range: '比例超出允许的范围',
      },
      period: { malformed: '请填写存在的月份' },
      date: { malformed: '请填写存在的日期' },
      text: { unreadable: '含有无法保存的字符，请删去后重新输入' },
      other: '内容不符合要求',
    },
  },
};

export const formsEn: typeof formsZh = {
  forms: {
    optional: '(optional)',
    yuan: 'CNY',
    chooseFile: 'Choose the file',
    faults: {
      money: {
        malformed: 'An amount with at most two decimals',
        negative: 'The amount must not be negative',
        zero: 'The amount must be above zero',
        too_large: 'Too large; count the digits',
      },
      rate: {
        malformed: 'A percentage from 0 to 100 with at most four decimals',
        range: 'The rate is beyond what is allowed',
      },
      period: { malformed: 'A month of the calendar' },
      date: { malformed: 'A day of the calendar' },
      text: {
        unreadable: 'It holds a character that cannot be stored; delete it and type it again',
      },
      other: 'This is not valid',
    },
  },
};
