import * as path from 'node:path';
import { ariaAttributes } from './aria-attributes';

interface Platform {
  template?: { mergeComponents(ctx: unknown, components: unknown): void };
  runtimePath: string | string[];
}

interface PluginContext {
  registerMethod(method: { name: string; fn(platform: Platform): void }): void;
}

/**
 * Taro drops `ariaRole` and its relatives from weapp templates. This plugin puts them back for the three elements the kit
 * gives a role to. (The upstream inject plugin does the same, but writes into its own folder under node_modules and is not
 * released for Taro 4.2.)
 */
export default function ariaPlugin(ctx: PluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.template === undefined) return;
      const runtime = path.resolve(__dirname, 'aria-runtime.ts').replace(/\\/g, '/');
      platform.runtimePath = [platform.runtimePath].flat().concat(runtime);
      platform.template.mergeComponents(ctx, ariaAttributes);
    },
  });
}
