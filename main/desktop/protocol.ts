/** Serves the window's own files and the pictures made for it, and nothing else, under `app://corehour/`. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

export const APP_ORIGIN = 'app://corehour';
const PREVIEW = /^\/preview\/([0-9a-f]{64}\.webp)$/;
/** Mantine sets styles on elements; scripts come from our own files alone. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Call it before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** @param pages The folder of the built renderer. @param previews The folder of the pictures. */
export function serveApp(pages: string, previews: string): void {
  protocol.handle('app', async (request) => {
    const path = fileOf(new URL(request.url), pages, previews);
    if (request.method !== 'GET' || !path) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(path), {
        headers: {
          'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
          'Content-Security-Policy': CONTENT_SECURITY_POLICY,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

function fileOf({ hostname, pathname }: URL, pages: string, previews: string): string | undefined {
  if (hostname !== 'corehour') return undefined;
  const preview = PREVIEW.exec(pathname)?.[1];
  if (preview) return join(previews, preview);
  const plain = plainPath(pathname);
  if (plain === undefined) return undefined;
  const path = normalize(join(pages, plain === '/' ? '/index.html' : plain));
  return path.startsWith(pages + sep) && extname(path) in TYPES ? path : undefined;
}

/** Undefined where it is no text. */
function plainPath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
