/** What the page loads, as addresses inside the webview. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  /** The source from which the webview may load styles. */
  readonly source: string;
  /** Fresh for every page. */
  readonly nonce: string;
}

/** The page without its contents: one script of ours, one sheet of styles, and nothing else from anywhere. */
export function pageHtml({ script, style, source, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `style-src ${source}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${style}">
<title>Score</title>
</head>
<body>
<main id="calculator"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
