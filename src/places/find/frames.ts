import type { FoundPlace } from '../place.ts';
import { findAssertions } from './assertion.ts';
import { findGdbFrames } from './gdb.ts';
import { findLldbFrames } from './lldb.ts';
import { findProfilerFrames } from './profilers.ts';
import { findPythonFrames } from './python-frames.ts';
import { findSanitizerFrames } from './sanitizer.ts';
import { findTracebacks } from './traceback.ts';
import { findWindowsFrames } from './windows.ts';

/** The recognisers of frames. Where two see the same characters, the earlier one knows more about them. */
export const FRAME_FINDERS: readonly ((text: string) => FoundPlace[])[] = [
  findTracebacks,
  findPythonFrames,
  findGdbFrames,
  findLldbFrames,
  findWindowsFrames,
  findSanitizerFrames,
  findProfilerFrames,
  findAssertions,
];
