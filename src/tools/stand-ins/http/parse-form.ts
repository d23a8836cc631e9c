export interface UploadedFile {
  /** The name of its form field. */
  field: string;
  name: string;
  mimeType: string;
  data: Buffer;
}

export interface Form {
  fields: Record<string, string>;
  files: UploadedFile[];
}

/** Parses the fields and files of an urlencoded or multipart body. */
export function parseForm(contentType: string, body: Buffer): Form {
  if (!contentType.startsWith('multipart/form-data')) {
    return { fields: Object.fromEntries(new URLSearchParams(body.toString('utf8'))), files: [] };
  }
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw new Error('multipart body without a boundary');
  return collectParts(splitParts(body, boundary));
}

function splitParts(body: Buffer, boundary: string): Buffer[] {
  const parts: Buffer[] = [];
  const delimiter = Buffer.from(`--${boundary}`);
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    const from = start + delimiter.length + 2;
    const next = body.indexOf(`\r\n--${boundary}`, start + delimiter.length);
    if (next === -1) break;
    parts.push(body.subarray(from, next));
    start = next + 2;
  }
  return parts;
}

function collectParts(parts: readonly Buffer[]): Form {
  const form: Form = { fields: {}, files: [] };
  for (const part of parts) {
    const headerEnd = part.indexOf('\r\n\r\n');
    if (headerEnd === -1) continue;
    const headers = part.subarray(0, headerEnd).toString('utf8');
    const data = part.subarray(headerEnd + 4);
    const field = headerValue(headers, /[; ]name="?([^";\r\n]+)"?/i) ?? '';
    const name = headerValue(headers, /filename="?([^";\r\n]+)"?/i);
    if (name === undefined) form.fields[field] = data.toString('utf8');
    else
      form.files.push({
        field,
        name,
        mimeType: headerValue(headers, /content-type: ?([^\r\n]+)/i) ?? '',
        data,
      });
  }
  return form;
}

function headerValue(headers: string, pattern: RegExp): string | undefined {
  return pattern.exec(headers)?.[1];
}
