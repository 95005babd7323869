// Builds the app before the CDK CLI runs it, unless nothing has changed since this last did:
// starting Maven to find that out would take longer than the synthesis itself.
import { execSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const SOURCES = ['pom.xml', '.mvn', 'lambda/pom.xml', 'lambda/src/main', 'infra/pom.xml', 'infra/src/main'];
const PRODUCTS = ['infra/target/app.args', 'infra/target/classes/io/github/chimeretention/cdk/chime-retention-lambda.jar'];
const STAMP = 'infra/target/app.stamp';

// A folder's own time changes when a file in it is added or removed.
function newest(path) {
  const stat = statSync(path);
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}

// The app's class path points into Maven's repository, which may be another one by now.
function classPath() {
  const [, jars] = readFileSync('infra/target/app.args', 'utf8').match(/^-cp "(.*)"$/m) ?? [];
  return jars?.split(delimiter) ?? ['no class path'];
}

const started = new Date();
const upToDate = [...PRODUCTS, STAMP].every(existsSync)
  && classPath().every(existsSync)
  && Math.max(...SOURCES.map(newest)) < statSync(STAMP).mtimeMs;
if (!upToDate) {
  console.error('Building the app …');
  try {
    execSync('mvn -q -B package -pl infra -am -Dmaven.test.skip=true -Dspotless.check.skip=true', { stdio: 'inherit' });
  } catch {
    process.exit(1); // Maven has said why.
  }
  // The time of the start: what was edited during the build is built again.
  writeFileSync(STAMP, '');
  utimesSync(STAMP, started, started);
}
