/** The environment of every child: no token or option of the parent's reaches it. */
const KEPT =
  process.platform === 'win32' ? ['PATH', 'SystemRoot', 'TEMP', 'USERPROFILE'] : ['PATH', 'HOME', 'TMPDIR', 'LANG'];

export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), LOG_LEVEL: 'error' };
}
