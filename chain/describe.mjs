// Prints corehour.json for a built runtime: asks the runtime itself for its name, version and metadata.
// usage: node describe.mjs <runtime.wasm> <hash of the sources>

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

process.env.LOG_LEVEL = 'error';
const { emptyTaskHandler, getRuntimeVersion, runTask } = await import('@acala-network/chopsticks-core');

const [path, sourceSha256] = process.argv.slice(2);
const wasm = readFileSync(path);
const code = `0x${wasm.toString('hex')}`;
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The bytes of a SCALE `Vec<u8>` longer than 2^14, without its four-byte length. */
const vectorBytes = (encoded) => {
  const length = encoded.readUInt32LE(0) >>> 2;
  if ((encoded[0] & 3) !== 2 || encoded.length !== length + 4)
    throw new Error('the metadata is not one vector of bytes');
  return encoded.subarray(4);
};

const { specName, specVersion } = await getRuntimeVersion(code);
const answer = await runTask(
  {
    wasm: code,
    calls: [['Metadata_metadata', []]],
    mockSignatureHost: false,
    allowUnresolvedImports: false,
    runtimeLogLevel: 0,
  },
  { ...emptyTaskHandler, getStorage: async () => undefined },
);
if (!('Call' in answer)) throw new Error(`the runtime gave no metadata: ${JSON.stringify(answer)}`);
const metadata = vectorBytes(Buffer.from(answer.Call.result.slice(2), 'hex'));

const description = { specName, specVersion, sha256: sha256(wasm), sourceSha256, metadataSha256: sha256(metadata) };
process.stdout.write(`${JSON.stringify(description, null, 2)}\n`);
process.exit(0);
