/** The suites that run inside VS Code, in every kind of host. */
import { runSuites } from './runner/run.ts';
import { activation } from './suites/activation.ts';
import { branches } from './suites/branches.ts';
import { clones } from './suites/clones.ts';
import { drafts } from './suites/drafts.ts';
import { embargoFixing } from './suites/embargo-fixing.ts';
import { embargoHandover } from './suites/embargo-handover.ts';
import { embargoStart } from './suites/embargo-start.ts';
import { embargoWindow } from './suites/embargo-window.ts';
import { inbox } from './suites/inbox.ts';
import { keeping } from './suites/keeping.ts';
import { language } from './suites/language.ts';
import { losses } from './suites/losses.ts';
import { places } from './suites/places.ts';
import { records } from './suites/records.ts';
import { refused } from './suites/refused.ts';
import { report } from './suites/report.ts';
import { sending } from './suites/sending.ts';
import { signIn } from './suites/sign-in.ts';
import { trouble } from './suites/trouble.ts';
import { verbs } from './suites/verbs.ts';
import { writing } from './suites/writing.ts';

/** The order is that of a day: before a view is looked at, signing in, working, trouble, signing out. */
export function run(): Promise<void> {
  return runSuites(() => {
    activation();
    signIn();
    inbox();
    places();
    branches();
    clones();
    report();
    language();
    writing();
    keeping();
    sending();
    refused();
    losses();
    verbs();
    drafts();
    records();
    embargoStart();
    embargoWindow();
    embargoFixing();
    embargoHandover();
    trouble();
  });
}
