import type { Sex } from './numbers.ts';
import type { Random } from './random.ts';

const words = (text: string): string[] => text.split(' ');

/* The commoner a surname is, the more often it stands here. */
const surnames = [
  ...'王王王王王李李李李李张张张张刘刘刘刘陈陈陈陈杨杨杨赵赵黄黄周周吴吴徐徐孙孙胡胡朱朱高高林林何何郭郭马马罗罗',
  ...'梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
  ...'庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边',
  '欧阳',
  '上官',
  '尉迟',
  '司徒',
  '诸葛',
];

const givenOfMen = [
  ...'伟强磊军勇涛超明刚平辉鹏杰斌波浩宇飞凯健俊帆帅旭宁龙林欣毅峰博哲睿铭泽晨轩恒昊驰彦弘',
  ...words('志强 建国 文博 子轩 浩然 宇航 俊杰 思远 明远 嘉树 书恒 景行'),
  ...words('一鸣 承泽 皓轩 知远 立新 永康 家豪 振华 海涛 国栋 星河 北辰'),
];

const givenOfWomen = [
  ...'芳娜敏静丽艳娟霞婷雪琳玲燕丹萍红颖倩莉洁慧云晶欢佳璐瑶薇岚菲悦宁馨蕾洋琪',
  ...words('晓燕 雨桐 诗涵 思琪 梓萱 若曦 婉清 静怡 雅琴 美玲 秀英 春梅'),
  ...words('知夏 南乔 予安 可欣 语嫣 沐晴 欣怡 海燕 丽华 晓彤 念慈 清欢'),
];

/** What a test form, a tutorial or a joke would be called. */
const refused = new Set(['张三', '李四', '王五', '赵六']);

/** Names that a careless system breaks: dots, rare characters, four characters, one. */
const uncommonNames: readonly { readonly name: string; readonly sex: Sex }[] = [
  { name: '阿依古丽·买买提', sex: 'female' },
  { name: '艾力江·亚森', sex: 'male' },
  { name: '古丽米热·艾尼瓦尔', sex: 'female' },
  { name: '次仁卓嘎', sex: 'female' },
  { name: '扎西平措', sex: 'male' },
  { name: '巴特尔', sex: 'male' },
  { name: '乌云其其格', sex: 'female' },
  { name: '木呷', sex: 'male' },
  { name: '李玥䶮', sex: 'female' },
  { name: '陆㛃', sex: 'female' },
  { name: '邵翀', sex: 'male' },
  { name: '尉迟骁', sex: 'male' },
  { name: '王芃㛃', sex: 'male' },
  { name: '迪丽努尔·吐尔逊江', sex: 'female' },
];

/** The name of somebody; about one in a hundred is uncommon, and then brings its own sex. */
export function inventName(random: Random, sex: Sex): { name: string; sex: Sex } {
  if (random.chance(1)) return random.pick(uncommonNames);
  const given = sex === 'male' ? givenOfMen : givenOfWomen;
  for (;;) {
    const name = random.pick(surnames) + random.pick(given);
    if (!refused.has(name)) return { name, sex };
  }
}
