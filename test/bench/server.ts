/** The crowd on a sandbox in a process of its own; says its address on standard output. */
import { startSandbox } from '../sandbox/sandbox.ts';
import { crowd } from './crowd.ts';

const [repositories = '40', each = '50'] = process.argv.slice(2);
const sandbox = await startSandbox({ world: crowd(Number(repositories), Number(each)), selfCheck: false, rateLimit: 1_000_000 });
process.stdout.write(`${sandbox.url}\n`);
process.stdin.resume().on('end', () => {
  void sandbox.close().then(() => process.exit());
});
