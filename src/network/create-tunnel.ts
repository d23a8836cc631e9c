import type { Clock } from '../foundation/clock.ts';
import { openHttpTunnel } from './http-tunnel.ts';
import type { ProxyAddress } from './proxy-address.ts';
import { openSocksTunnel } from './socks-tunnel.ts';
import type { OpenTunnel } from './tunnel.ts';

/** Opens tunnels through this proxy, which has `timeoutMs` milliseconds to reach a target. */
export function createTunnel(proxy: ProxyAddress, timeoutMs: number, clock: Clock): OpenTunnel {
  const open = proxy.kind === 'socks5' ? openSocksTunnel : openHttpTunnel;
  return (target) => open(proxy, target, timeoutMs, clock);
}
