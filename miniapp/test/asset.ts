// Pictures and styles in page tests: a name is enough.
export default 'asset';
