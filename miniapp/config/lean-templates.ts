import { unusedAttributes } from './unused-attributes';

interface Template {
  modifyTemplateResult?(this: unknown, text: string, nodeName: string, level: number, children: string): string;
}

interface PluginContext {
  registerMethod(method: { name: string; fn(platform: { template?: Template }): void }): void;
}

/**
 * Taro writes every attribute a native element knows into every level of base.wxml: some fifteen copies of each. This plugin takes out those that no page sets
 * (performance P6: the main package has 600 KB). An attribute that is left out has WeChat's own default, which is the one Taro writes.
 */
export default function leanTemplates(ctx: PluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      const { template } = platform;
      if (template === undefined) return;
      const before = template.modifyTemplateResult;
      template.modifyTemplateResult = function lean(text, nodeName, level, children) {
        const whole = before ? before.call(this, text, nodeName, level, children) : text;
        return unusedAttributes.reduce((left, name) => left.split(new RegExp(` ${name}="[^"]*"`)).join(''), whole);
      };
    },
  });
}
