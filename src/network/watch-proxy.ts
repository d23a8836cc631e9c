import { ProxyError } from './proxy-error.ts';
import type { Logger } from '../foundation/logger.ts';
import { authority } from './proxy-address.ts';
import type { OpenTunnel } from './tunnel.ts';

/** Logs once when the proxy fails, for all or for one target, and once when it does its part again. */
export function watchProxy(openTunnel: OpenTunnel, proxy: string, logger: Logger): OpenTunnel {
  const problems = new Map<string | null, string>();
  const failed = ({ target, message }: ProxyError) => {
    if (problems.get(target) === message) return;
    problems.set(target, message);
    logger.error({ proxy, problem: message }, 'the proxy does not work');
  };
  const worked = (target: string) => {
    const hadProblem = [problems.delete(null), problems.delete(target)].includes(true);
    if (hadProblem) logger.info({ proxy }, 'the proxy works again');
  };
  return async (target) => {
    try {
      const socket = await openTunnel(target);
      worked(authority(target.host, target.port));
      return socket;
    } catch (error) {
      if (error instanceof ProxyError) failed(error);
      throw error;
    }
  };
}
