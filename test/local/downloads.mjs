// Prints every few seconds how much Maven has downloaded: with -q, Maven itself prints nothing.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [command, repository, total] = process.argv.slice(2);
const SECONDS = 5;
const IDLE_ROUNDS = 12;
const MEGABYTE = 1e6;
const started = Date.now();
let [last, idle] = [0, 0];

// The bytes in files that were written since the start.
function downloaded(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return sum + downloaded(path);
    }
    const file = statSync(path, { throwIfNoEntry: false });
    return file && file.mtimeMs >= started ? sum + file.size : sum;
  }, 0);
}

function report() {
  const megabytes = Math.ceil((existsSync(repository) ? downloaded(repository) : 0) / MEGABYTE);
  idle = megabytes === last ? idle + 1 : 0;
  if (megabytes > last) {
    console.log(`Downloaded ${megabytes} MB; the first build needs up to ${total} MB`);
    last = megabytes;
  }
  if (idle === IDLE_ROUNDS) {
    clearInterval(timer);
  }
}

if (command !== 'build') {
  console.log(`Local cloud: ${command}`);
}
const timer = setInterval(report, SECONDS * 1000);
