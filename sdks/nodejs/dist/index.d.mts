export * from './index.js';
export { DifyClient as default } from './index.js';
