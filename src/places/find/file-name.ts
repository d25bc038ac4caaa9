/** Extensions of source files: a bare name that ends in one may be a file of the product. */
const SOURCE = new Set(
  (
    'py pyw pyi pyx pxd pxi c h cc cpp cxx hpp hh hxx inc rs go js mjs cjs ts tsx java kt swift rb php pl lua cs sh bash bat cmd ps1 ' +
    'ac am m4 gram asdl'
  ).split(' '),
);
/** Extensions that make a file only behind a folder: alone they are ends of sentences, hosts, or anybody's data. */
const BEHIND_FOLDER = new Set(
  (
    'm mm s asm rst txt md in cfg toml ini json xml html css csv yml yaml mk vcxproj props targets sln def rc y l dat bin zip tar gz ' +
    'pem key crt der po stp d plist wxs inl tbl'
  ).split(' '),
);
/** Files without an extension, which are files only behind a folder. */
const WHOLE_NAMES = new Set(['Makefile', 'Setup', 'configure', 'Dockerfile', 'CMakeLists']);

/** Whether a name without folders is that of a source file. */
export function isSourceName(name: string): boolean {
  return SOURCE.has(extension(name)) || /\w\.\w+\.in$/.test(name);
}

/** Whether the last part of a path with folders is that of a file in a source tree. */
export function isFileName(name: string): boolean {
  return isSourceName(name) || BEHIND_FOLDER.has(extension(name)) || WHOLE_NAMES.has(name);
}

function extension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 && /^[A-Za-z][A-Za-z0-9]{0,7}$/.test(name.slice(dot + 1)) ? name.slice(dot + 1).toLowerCase() : '';
}
