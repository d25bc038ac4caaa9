/** Compiled at build time from media/schemas (scripts/compile-schemas.ts). */
declare const validate: {
  (json: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
};
export default validate;
