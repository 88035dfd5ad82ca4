/** In place of engine.io's ways that we never go (config/index.ts): long polling and WebTransport. Where a WebSocket fails, pages ask over HTTPS by themselves. */
class NoTransport {}

export { NoTransport as WT, NoTransport as XHR };
