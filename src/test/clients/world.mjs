// What every program here is told: where the service is, the keys of its apps, and how to ask a question without end.
export const url = process.env.SERVICE_URL;
export const keys = JSON.parse(process.env.SERVICE_KEYS);
export const endless = process.env.ENDLESS;

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function eventually(what, happened) {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await happened();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Did not happen within 20 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
