// One copy of everything, however it is loaded: an error caught by a program that imports is the one thrown by one that requires.
export * from './index.js';
export { DifyClient as default } from './index.js';
