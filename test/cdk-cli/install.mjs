// Installs the CDK CLI as package-lock.json names it, unless it is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const LOCK = 'package-lock.json';
// npm writes it at the end of an installation.
const INSTALLED = 'node_modules/.package-lock.json';

if (!existsSync(INSTALLED) || statSync(INSTALLED).mtimeMs < statSync(LOCK).mtimeMs) {
  console.log('Installing the CDK CLI, once ...');
  // On Windows, npm is a script that only a shell can run.
  const { status, error } = spawnSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --silent', { shell: true, stdio: 'inherit' });
  if (error || status !== 0) {
    console.error(`npm ci failed in ${process.cwd()}: npm must be on the PATH, and must reach its registry`);
    process.exit(1);
  }
}
