import type { DocumentKind } from './person.ts';

/** 证件类型 in the words of 自然人电子税务局（扣缴端）. Two kinds of ours are two types there. */
export function documentTypeName(kind: DocumentKind, number: string, nationality: string): string {
  switch (kind) {
    case 'idCard':
      return '居民身份证';
    case 'hkMacaoPermit':
      return '港澳居民来往内地通行证';
    case 'taiwanPermit':
      return '台湾居民来往大陆通行证';
    case 'passport':
      return nationality === 'CHN' ? '中国护照' : '外国护照';
    case 'foreignPermanentResident':
      return '外国人永久居留身份证';
    case 'hkMacaoTaiwanResidencePermit':
      // 830000 is the region of Taiwan residents.
      return number.startsWith('83')
        ? '中华人民共和国台湾居民居住证'
        : '中华人民共和国港澳居民居住证';
  }
}

const kindsByName: Readonly<Record<string, DocumentKind>> = {
  居民身份证: 'idCard',
  身份证: 'idCard',
  港澳居民来往内地通行证: 'hkMacaoPermit',
  台湾居民来往大陆通行证: 'taiwanPermit',
  中国护照: 'passport',
  外国护照: 'passport',
  护照: 'passport',
  外国人永久居留身份证: 'foreignPermanentResident',
  '外国人永久居留身份证（外国人永久居留证）': 'foreignPermanentResident',
  中华人民共和国港澳居民居住证: 'hkMacaoTaiwanResidencePermit',
  港澳居民居住证: 'hkMacaoTaiwanResidencePermit',
  中华人民共和国台湾居民居住证: 'hkMacaoTaiwanResidencePermit',
  台湾居民居住证: 'hkMacaoTaiwanResidencePermit',
};

/** Our kind of a type that the bureau writes; a file without the column means ID cards. */
export function documentKindOf(typeName: string | null): DocumentKind | null {
  if (typeName === null) return 'idCard';
  return kindsByName[typeName.replace(/\s/g, '').replace('(', '（').replace(')', '）')] ?? null;
}
