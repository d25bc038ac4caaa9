import { parentPort, workerData } from 'node:worker_threads';
import { renderReport } from '../../advisory/preview/render.ts';
import type { RenderTask } from './renderer.ts';

const { markdown, places } = workerData as RenderTask;
parentPort?.postMessage(renderReport(markdown, places));
