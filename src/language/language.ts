/** Every language feature in one module, which the server reads with the first document: catalogue and calculator come with it. */
export { check } from './check/check.ts';
export { complete, type Completion } from './completion.ts';
export { folding } from './folding.ts';
export { format } from './formatting.ts';
export { hover } from './hover.ts';
export { lenses, type Lens } from './lenses.ts';
export { rename, renameTarget } from './rename.ts';
export { symbols, type DocumentSymbol } from './symbols.ts';
