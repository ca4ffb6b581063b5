/** Import directions of the rooms: `domain` knows nobody, processes know no services, only `main/desktop` knows Electron. */
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('domain-imports-zod-only', { path: '^domain/' }, { pathNot: '^(domain/|node_modules/zod/)' }),
    rule('main-stays-main', { path: '^main/' }, { path: '^(renderer|preload|tests|scripts)/' }),
    rule('preload-stays-preload', { path: '^preload/' }, { path: '^(main|renderer|tests|scripts)/' }),
    rule('renderer-stays-renderer', { path: '^renderer/' }, { path: '^(main|preload|tests|scripts)/' }),
    rule('renderer-without-node', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    rule('renderer-without-electron', { path: '^renderer/' }, { path: 'node_modules/electron' }),
    rule('electron-in-desktop-only', { path: '^main/', pathNot: '^main/desktop/' }, { path: 'node_modules/electron' }),
    rule(
      'kinds-know-no-service',
      { path: '^main/tasks/' },
      { path: '^main/', pathNot: '^main/tasks/' },
    ),
    rule(
      'children-know-no-service',
      { path: '^main/workers/' },
      { path: '^main/', pathNot: '^main/(workers|tasks)/' },
    ),
    rule('children-know-only-themselves', { path: '^main/workers/([^/]+)/' }, { path: '^main/workers/[^/]+/', pathNot: '^main/workers/$1/' }),
    rule('app-without-electron', { path: '^main/app/' }, { path: '^main/desktop/' }),
    rule('no-unresolved', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|contracts/(artifacts|cache|node_modules))/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
