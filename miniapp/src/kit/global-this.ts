/** Stands in for `globalThis`, which WeChat's older engines lack and the schema library wants for its settings. The build puts it there. */
const stand: Record<string, unknown> = {};

export default stand;
