export const reasonsZh = {
  reasons: {
    why: '为什么是这个数',
    article: '依据',
    figures: '政策数值',
    inputs: '代入',
    rounding: '取整',
    from: '自',
    unverified: '未核实',
    carriedForward: '沿用上一年度',
    marks: {
      'official-quoted': '官方原文',
      'official-cited': '官方引用',
      secondary: '二手来源',
      'own-knowledge': '未核实',
    },
  },
};

export const reasonsEn: typeof reasonsZh = {
  reasons: {
    why: 'Why this number',
    article: 'Article',
    figures: 'Figure',
    inputs: 'With',
    rounding: 'Rounding',
    from: 'from',
    unverified: 'Not verified',
    carriedForward: 'Carried forward',
    marks: {
      'official-quoted': 'Official, quoted',
      'official-cited': 'Official, cited',
      secondary: 'Secondary source',
      'own-knowledge': 'Not verified',
    },
  },
};
