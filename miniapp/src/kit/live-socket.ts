/** Makes the one socket. Its own module because a browser loads it only after signing in: a visitor's first page does without it. */
import { io, type Socket } from 'socket.io-client';
import { WxTransport } from './live-transport';
import { isH5, origin } from './platform';
import { currentToken } from './session';

export function openSocket(): Socket {
  return io(origin(), {
    path: '/ws',
    transports: isH5 ? ['websocket'] : [WxTransport],
    auth: (give) => {
      currentToken().then((token) => give({ token: token ?? '' }), () => give({ token: '' }));
    },
    reconnectionDelay: 800,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
    timeout: 10_000,
    autoConnect: false,
  });
}
