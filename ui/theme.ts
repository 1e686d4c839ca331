import type { ThemeConfig } from 'antd';
import { theme } from 'antd';

/** Ink and amber: calm surfaces, one strong colour for the one primary action. */
export const colours = {
  ink: '#0f4c5c',
  amber: '#c98a04',
  paper: '#f5f7f8',
  line: '#e3e8ea',
  text: '#1c2b30',
  quiet: '#647479',
  good: '#2e7d4f',
  warn: '#b7791f',
  bad: '#b3261e',
} as const;

export const heyiTheme: ThemeConfig = {
  algorithm: theme.compactAlgorithm,
  cssVar: { key: 'heyi' },
  token: {
    colorPrimary: colours.ink,
    colorInfo: colours.ink,
    colorSuccess: colours.good,
    colorWarning: colours.warn,
    colorError: colours.bad,
    // The algorithm derives muddy grounds from dark colours; words on them must stay readable.
    colorPrimaryBg: '#e4f0f3',
    colorPrimaryBgHover: '#d5e7ec',
    colorInfoBg: '#e4f0f3',
    colorInfoBorder: '#b9d6de',
    colorSuccessBg: '#e5f3ea',
    colorSuccessBorder: '#b6dac4',
    colorWarningBg: '#fbf1dc',
    colorWarningBorder: '#ead2a0',
    colorErrorBg: '#fbe9e7',
    colorErrorBorder: '#efbfba',
    colorText: colours.text,
    colorTextSecondary: colours.quiet,
    colorBgLayout: colours.paper,
    colorBorderSecondary: colours.line,
    fontFamily: 'var(--heyi-fonts)',
    fontSize: 14,
    borderRadius: 6,
    controlHeight: 32,
    wireframe: false,
  },
  components: {
    Table: {
      headerBg: '#eef2f3',
      headerColor: colours.text,
      cellPaddingBlockSM: 6,
      cellPaddingInlineSM: 8,
      rowHoverBg: '#f3f8f9',
    },
    Layout: { headerBg: '#ffffff', siderBg: '#0c3a46', bodyBg: colours.paper },
    Menu: {
      darkItemBg: '#0c3a46',
      darkSubMenuItemBg: '#0a323d',
      darkItemSelectedBg: '#17667a',
      darkItemColor: '#c9dadf',
    },
    Button: { primaryShadow: 'none', fontWeight: 500 },
    Card: { paddingLG: 16 },
  },
};
