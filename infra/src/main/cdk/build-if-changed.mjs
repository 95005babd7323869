// Builds the app before the CDK CLI runs it, unless nothing has changed since the last build:
// starting Maven to find that out would take longer than the synthesis itself.
import { execSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const SOURCES = ['pom.xml', '.mvn', 'lambda/pom.xml', 'lambda/src/main', 'infra/pom.xml', 'infra/app/pom.xml', 'infra/src/main'];
const FUNCTION = 'infra/target/classes/io/github/chimeretention/cdk/chime-retention-lambda.jar';
const ARGS = 'infra/target/app.args';

// A folder's own time changes when a file in it is added or removed.
function newest(path) {
  const stat = statSync(path);
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}

// The app's class path points into Maven's repository, which may be another one by now.
function classPath() {
  const [, jars] = readFileSync(ARGS, 'utf8').match(/^-cp (".*")$/m) ?? [];
  return jars ? JSON.parse(jars).split(delimiter) : ['no class path'];
}

const upToDate = [ARGS, FUNCTION].every(existsSync)
  && classPath().every(existsSync)
  && Math.max(...SOURCES.map(newest)) < statSync(ARGS).mtimeMs;
if (!upToDate) {
  console.error('Building the app …');
  try {
    execSync('mvn -q -B -Plocal -Dlocal=build -pl infra/app -am', { stdio: 'inherit' });
  } catch {
    process.exit(1); // Maven has said why.
  }
}
