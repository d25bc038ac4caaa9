/** Hands a fix over in a process of its own, which somebody else ends: workspace, clone and git as arguments. */
import { doHandover } from '../../../src/embargo/handover/handover.ts';
import { NOW, psrt } from '../../unit/advisory/sample.ts';

const [workspace = '', repo = '', gitPath = ''] = process.argv.slice(2);
const done = await doHandover({ workspace, branch: 'main', issue: 12345, repo, process: psrt, now: NOW }, { gitPath });
process.exitCode = done.ok ? 0 : 1;
