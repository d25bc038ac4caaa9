// The only script of the preview: tells the extension which place was chosen.
const vscode = acquireVsCodeApi();
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-place]') : null;
  if (!link) return;
  event.preventDefault();
  vscode.postMessage({ place: Number(link.getAttribute('data-place')) });
});
