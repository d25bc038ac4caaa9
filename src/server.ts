/** The language server's door: what costs time runs in this process, and not in the one that VS Code's extensions share. */
import {
  createConnection,
  ProgressType,
  ProposedFeatures,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver/node';
import { FORGET_REFS, type PlacesMethod, type PlacesRequests, type Progress, type WithProgress } from './places/protocol.ts';
import { PlacesService, type Watch } from './places/service.ts';

const connection = createConnection(ProposedFeatures.all);
const service = new PlacesService(Date.now);
const progressType = new ProgressType<Progress>();

connection.onInitialize(() => ({ capabilities: {} }));
connection.onNotification(FORGET_REFS, () => {
  service.forgetRefs();
});
connection.onShutdown(() => {
  service.dispose();
});

serve('places/lookUp', (params, watch) => service.lookUp(params, watch));
serve('places/carry', (params, watch) => service.carry(params, params.places, params.names, watch));
serve('places/since', (params, watch) => service.since(params, params.places, watch));
serve('places/experts', (params, watch) => service.experts(params, params.places, watch));
serve('places/marks', (params, watch) => service.marks(params, params.places, params.path, params.text, watch));
serve('places/lastChange', (params, watch) => service.lastChange(params, params.revision, params.path, params.line, watch));
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
