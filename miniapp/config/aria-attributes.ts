const spoken = {
  'aria-role': "''",
  'aria-label': "''",
  'aria-hidden': "''",
  'aria-checked': "''",
  'aria-selected': "''",
  'aria-disabled': "''",
  'aria-live': "''",
  'aria-modal': "''",
};

/** Attributes that screen readers need, by Taro element; the build template and the runtime read the same table. */
export const ariaAttributes = { View: spoken, Image: { 'aria-label': "''" }, Input: { 'aria-label': "''" }, Textarea: { 'aria-label': "''" } };
