// Installs the CDK CLI as package-lock.json names it, unless it is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const LOCK = 'package-lock.json';
// npm writes it at the end of an installation.
const INSTALLED = 'node_modules/.package-lock.json';

if (!existsSync(INSTALLED) || statSync(INSTALLED).mtimeMs < statSync(LOCK).mtimeMs) {
  console.log('Installing the CDK CLI, once ...');
  const command = 'npm ci --ignore-scripts --no-audit --no-fund --loglevel=error';
  // On Windows, npm is a script that only a shell can run.
  process.exitCode = spawnSync(command, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0 ? 0 : 1;
}
