/** The validator is written in JavaScript without types of its own. */
interface CsafOutcome {
  readonly isValid?: boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message: string }[];
}
type CsafTest = (document: unknown) => CsafOutcome | Promise<CsafOutcome>;

declare module '@secvisogram/csaf-validator-lib/csaf_2_1/csafAjv.js' {
  const ajv: { readonly opts: { multipleOfPrecision?: number } };
  export default ajv;
}
declare module '@secvisogram/csaf-validator-lib/csaf_2_1/schemaTests.js' {
  export const csaf_2_1_strict: CsafTest;
}
declare module '@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js' {
  const tests: Readonly<Record<string, CsafTest>>;
  export = tests;
}
