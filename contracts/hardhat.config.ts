import { createRequire } from 'node:module';
import { defineConfig } from 'hardhat/config';
import compiler from './compiler.json' with { type: 'json' };

const require = createRequire(import.meta.url);

export default defineConfig({
  paths: { sources: ['./interfaces', './sources'], tests: { solidity: './test' } },
  solidity: {
    compilers: [{ version: compiler.version, path: require.resolve('solc/soljson.js'), settings: compiler.settings }],
  },
  test: {
    solidity: {
      fsPermissions: { readFile: ['./parameters.json'] },
      fuzz: { runs: 256 },
      invariant: { runs: 16, depth: 200, failOnRevert: true },
    },
  },
});
