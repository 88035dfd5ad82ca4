/** Attributes of native elements that no page sets, as WXML writes them. src/kit/native-attributes.spec.ts holds them against the pages. */
export const unusedAttributes = [
  'hover-stop-propagation', 'hover-start-time', 'hover-stay-time',
  'animation', 'bindanimationstart', 'bindanimationiteration', 'bindanimationend', 'bindtransitionend',
  'refresher-enabled', 'refresher-threshold', 'refresher-default-style', 'refresher-background', 'refresher-triggered', 'refresher-two-level-enabled', 'refresher-two-level-triggered',
  'refresher-two-level-threshold', 'refresher-two-level-close-threshold', 'refresher-two-level-scroll-enabled', 'refresher-two-level-pinned', 'refresher-ballistic-refresh-enabled',
  'bindrefresherpulling', 'bindrefresherrefresh', 'bindrefresherrestore', 'bindrefresherabort', 'bindrefresherwillrefresh', 'bindrefresherstatuschange',
  'scroll-into-view-within-extent', 'scroll-into-view-alignment', 'associative-container', 'min-drag-distance', 'paging-enabled', 'binddragstart', 'binddragging', 'binddragend',
  'bindkeyboardcompositionstart', 'bindkeyboardcompositionupdate', 'bindkeyboardcompositionend',
];
