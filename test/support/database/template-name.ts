/** The name of PostgreSQL's template in the run to which this folder belongs. */
export function templateName(folder: string): string {
  return `test_template_${folder.replace(/^.*-/, '').toLowerCase()}`;
}
