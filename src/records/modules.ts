const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;

/**
 * The modules of affected functions, each once, in the order of the functions: of `tarfile.TarFile.extractall` it is
 * `tarfile`, of `http.client.HTTPResponse.read` it is `http.client` where the process says that `http` is only a package.
 * A name without a dot, as of a function in C, tells no module.
 * @param packages names of packages whose modules are meant, from the process
 */
export function modulesOf(functions: readonly string[], packages: readonly string[]): readonly string[] {
  const modules = functions.flatMap((name) => {
    const plain = name.replace(/\(\)$/, '');
    if (plain.length > 1000 || !DOTTED.test(plain)) return [];
    const parts = plain.split('.');
    if (!isModule(parts[0])) return [];
    let length = 1;
    while (length < parts.length - 1 && packages.includes(parts.slice(0, length).join('.')) && isModule(parts[length])) length++;
    return [parts.slice(0, length).join('.')];
  });
  return [...new Set(modules)];
}

/** Modules are written small (PEP 8). */
function isModule(name: string | undefined): boolean {
  return name?.toLowerCase() === name && name !== undefined;
}
