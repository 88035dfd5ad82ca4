/**
 * A babel plugin: contracts as a client needs them. The sentence of documentation and the input schema of a route are for the server (what a client sends
 * is checked by types); without them, and with every schema marked as free of effects, what nobody uses is left out of the bundles.
 */
const unused = new Set(['doc', 'input', 'can']);

module.exports = ({ types: t }) => ({
  visitor: {
    CallExpression(call, state) {
      if (!/[\\/]shared[\\/]src[\\/]/.test(state.filename ?? '') || call.getFunctionParent() !== null) return;
      const [given] = call.node.arguments;
      if (t.isIdentifier(call.node.callee, { name: 'route' }) && t.isObjectExpression(given)) {
        given.properties = given.properties.filter((property) => !(t.isObjectProperty(property) && t.isIdentifier(property.key) && unused.has(property.key.name)));
      }
      // A call that stands alone is made for its effect (z.config).
      if (t.isExpressionStatement(call.parent)) return;
      if (!call.node.leadingComments?.some((comment) => comment.value.includes('__PURE__'))) t.addComment(call.node, 'leading', '#__PURE__');
    },
  },
});
