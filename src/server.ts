/** The language server's door: what costs time runs in this process, and not in the one that VS Code's extensions share. */
import {
  createConnection,
  ProgressType,
  ProposedFeatures,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver/node';
import { CAPABILITIES, serveLanguage } from './language/server/language-service.ts';
import { FORGET_REFS, type PlacesMethod, type PlacesRequests, type Progress, type WithProgress } from './places/protocol.ts';
import type { PlacesService, Watch } from './places/service.ts';

const connection = createConnection(ProposedFeatures.all);
const progressType = new ProgressType<Progress>();
/** Read when a clone is first looked into: a document's own findings come without it. */
let loading: Promise<PlacesService> | undefined;
const places = (): Promise<PlacesService> => {
  loading ??= import('./places/service.ts').then(({ PlacesService }) => new PlacesService(Date.now));
  return loading;
};

connection.onInitialize(() => ({ capabilities: CAPABILITIES }));
// Read while the editor gathers what it knows of the first document.
connection.onInitialized(() => {
  language.prepare();
});
connection.onNotification(FORGET_REFS, async () => {
  language.forgetClones();
  if (loading) (await loading).forgetRefs();
});
connection.onShutdown(async () => {
  if (loading) (await loading).dispose();
});

serve('places/lookUp', async (params, watch) => (await places()).lookUp(params, watch));
serve('places/carry', async (params, watch) => (await places()).carry(params, params.places, params.names, watch));
serve('places/since', async (params, watch) => (await places()).since(params, params.places, watch));
serve('places/experts', async (params, watch) => (await places()).experts(params, params.places, watch));
serve('places/marks', async (params, watch) => (await places()).marks(params, params.places, params.path, params.text, watch));
serve('places/lastChange', async (params, watch) =>
  (await places()).lastChange(params, params.revision, params.path, params.line, watch),
);
const language = serveLanguage(connection, places, Date.now);
connection.listen();
/** Answers one kind of request; a cancelled one ends as soon as the work looks up. */
function serve<M extends PlacesMethod>(
  method: M,
  answer: (params: PlacesRequests[M]['params'], watch: Watch) => Promise<PlacesRequests[M]['result']>,
): void {
  connection.onRequest(method, (params: PlacesRequests[M]['params'] & WithProgress, token: CancellationToken) =>
    answer(params, watching(connection, params.progressToken, token)),
  );
}

function watching(to: Connection, progressToken: string | undefined, token: CancellationToken): Watch {
  const abort = new AbortController();
  token.onCancellationRequested(() => {
    abort.abort();
  });
  return {
    signal: abort.signal,
    onProgress: (done, all) => {
      if (progressToken !== undefined) void to.sendProgress(progressType, progressToken, { done, all });
    },
  };
}
