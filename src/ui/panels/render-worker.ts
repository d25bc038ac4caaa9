import { parentPort, workerData } from 'node:worker_threads';
import { renderPlain, renderReport } from '../../advisory/preview/render.ts';
import type { RenderTask } from './renderer.ts';

const { markdown, places, plain } = workerData as RenderTask;
parentPort?.postMessage(plain ? renderPlain(markdown, places) : renderReport(markdown, places));
