// Writes the arguments with which cdk.json has java start the app, so that cdk.json holds no class path.
// Paths in the project are relative: java reads the file in the platform's encoding, which may lack a letter of the project's path.
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, isAbsolute, relative } from 'node:path';
import { cwd } from 'node:process';

const [started, classPath] = process.argv.slice(2);

function fromProject(path) {
  const inside = relative(cwd(), path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}

const ARGS = 'infra/target/app.args';
const jars = classPath.split(delimiter).filter(existsSync).map(fromProject).join(delimiter);
// In quotes, java takes a backslash for an escape, as JSON does.
writeFileSync(ARGS, ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-cp ${JSON.stringify(jars)}`, 'io.github.chimeretention.cdk.app.Main', ''].join('\n'));
// Sources that were edited during the build are newer.
utimesSync(ARGS, new Date(started), new Date(started));
