/* Nothing is asked of other servers: no fonts, no proxy, no telemetry. */
globalThis.Scalar.createApiReference('#api', {
  sources: [
    { title: '开放平台 · For programs', slug: 'apps', url: '/docs/apps.json', default: true },
    { title: '全部接口 · Everything', slug: 'all', url: '/openapi.json' },
  ],
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  authentication: { preferredSecurityScheme: 'oauth2' },
  agent: { disabled: true },
  mcp: { disabled: true },
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
});
