/** A report as long as GitHub takes one, made by rule: a sanitizer log with real places at its start and its end. */

/** GitHub refuses a description that is longer. */
export const longestDescription = 65_535;

const head = `Double free in the element accelerator, full log below because the short one was asked back last time.

Build: tag v3.13.1, clang 18, \`--with-address-sanitizer --without-pymalloc\`. The last good frame of ours is in \`Modules/_elementtree.c\`.

\`\`\`
==1313==ERROR: AddressSanitizer: attempting double-free on 0x602000000fb0 in thread T0:
    #0 0x4a1b20 in free (/build/python+0x4a1b20)
    #1 0x7f22d1c04e31 in clear_extra /build/cpython/Modules/_elementtree.c:65:9
    #2 0x7f22d1c0520a in element_dealloc /build/cpython/Modules/_elementtree.c:180:5
\`\`\`

All allocations of the run, oldest first:

\`\`\`
`;

const tail = `\`\`\`

And the end of it:

\`\`\`
previously allocated by thread T0 here:
    #0 0x4a1e90 in malloc (/build/python+0x4a1e90)
    #1 0x7f22d1c0571c in element_resize /build/cpython/Modules/_elementtree.c:81:16
    #2 0x7f22d1c05d44 in element_add_subelement /build/cpython/Modules/_elementtree.c:101:9

SUMMARY: AddressSanitizer: double-free /build/cpython/Modules/_elementtree.c:65:9 in clear_extra
\`\`\`
`;

/** The text; always the same. */
export function longReport(): string {
  const lines: string[] = [];
  let room = longestDescription - head.length - tail.length;
  // A small linear generator: numbers that look like a log and never change.
  let seed = 1313;
  for (;;) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const address = (0x602000000000 + seed).toString(16);
    const line = `[${String(lines.length).padStart(4, '0')}] 0x${address} ${seed % 512} bytes, module ${'abcdefgh'[seed % 8] ?? ''}, live\n`;
    if (line.length > room) break;
    lines.push(line);
    room -= line.length;
  }
  return head + lines.join('') + tail;
}
