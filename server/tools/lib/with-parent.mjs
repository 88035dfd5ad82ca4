// Loaded into the server by `node --import`: when the start that watches over it is gone (also by kill -9), the server stops gracefully
// instead of holding the port for ever. The IPC channel closes with the parent, on every system.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// A stop asked for by message works where signals cannot be caught (Windows).
process.on('message', (message) => {
  if (message === 'stop') process.emit('SIGTERM', 'SIGTERM');
});
process.channel?.unref();
