import { Hono, type Context } from 'hono';
import { onlyMethods } from '../access/only-methods.ts';
import { openStaticFiles } from './static-files.ts';
import { projectFile } from '../../foundation/files/project-file.ts';

const FOLDER = projectFile('dist/web/dashboard/');
/** A file name of the build, without a folder. */
const ASSET = /^\w[\w-]*(\.[\w-]+)+$/;
const FOREVER = 'public, max-age=31536000, immutable';
const NOT_BUILT = 'The dashboard is not built. Run "npm run build" and load this page again.\n';

/** The pages of the dashboard. They contain no secrets; their data comes from the API. */
export function dashboardRoutes(folder: URL = FOLDER): Hono {
  const read = openStaticFiles(folder);
  const send = async (context: Context, path: string, cacheControl: string): Promise<Response | null> => {
    const isKept = cacheControl === FOREVER;
    const file = await read(path, context.req.header('accept-encoding') ?? '', isKept);
    if (!file) return null;
    context.header('content-type', file.contentType);
    context.header('cache-control', cacheControl);
    context.header('vary', 'accept-encoding');
    if (file.encoding) context.header('content-encoding', file.encoding);
    return context.body(new Uint8Array(file.body));
  };
  const routes = new Hono();
  routes.get('/', async (context) => {
    return (await send(context, 'index.html', 'no-store')) ?? context.text(NOT_BUILT, 404);
  });
  routes.get('/assets/:name', async (context) => {
    const name = context.req.param('name');
    const file = ASSET.test(name) ? await send(context, `assets/${name}`, FOREVER) : null;
    return file ?? context.notFound();
  });
  for (const path of ['/', '/assets/:name']) routes.all(path, onlyMethods('GET'));
  return routes;
}
