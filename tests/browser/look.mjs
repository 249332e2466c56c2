// Looks at a page as a person with a browser does, and prints what it saw as JSON.
// node look.mjs BROWSER FOLDER: it tries the boxes of plan.html and newer.html, and looks at every page of the folder.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "here.js"));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const [browserPath, folder] = process.argv.slice(2);
const page = String(pathToFileURL(join(folder, "plan.html")));
const newer = String(pathToFileURL(join(folder, "newer.html")));
const names = readdirSync(folder).filter((name) => name.endsWith(".html"));
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const seen = { requests: [], complaints: [], pages: {} };

const open = async (options = {}, before = null, address = page) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]).catch(() => {});
  const tab = await context.newPage();
  tab.on("request", (request) => {
    if (![address, newer, "data:,"].includes(request.url())) seen.requests.push(request.url());
  });
  tab.on("console", (message) => seen.complaints.push(message.text()));
  tab.on("pageerror", (error) => seen.complaints.push(String(error)));
  if (before) await tab.addInitScript(before);
  await tab.goto(address);
  return tab;
};
const told = (tab, id) => tab.locator(`#${id}`).textContent();
const facts = (tab) =>
  tab.evaluate(() => ({
    ticked: [...document.querySelectorAll("input[data-action]:checked")].map((box) => box.dataset.action),
    dots: [...document.querySelectorAll("[data-dot].done")].map((dot) => dot.dataset.dot),
    counts: [...document.querySelectorAll(".cards .done")].map((count) => Number(count.textContent)),
    bars: [...document.querySelectorAll(".cards .filled")].map((bar) => Number(bar.getAttribute("width"))),
    done: Number(document.getElementById("done").textContent),
    checklist: document.getElementById("checklist").textContent,
    said: document.getElementById("said").textContent,
  }));

// Boxes: ticked, remembered, copied, overtaken by a newer file, forgotten.
{
  const tab = await open();
  seen.fresh = await facts(tab);
  const box = tab.locator("input[data-action]:not(:checked)").first();
  seen.box = await box.getAttribute("data-action");
  await box.check();
  seen.after = await facts(tab);
  await tab.reload();
  seen.reloaded = await facts(tab);
  await tab.locator("#copy").click();
  await tab.waitForFunction(() => document.getElementById("said").textContent);
  seen.copied = { said: await told(tab, "said"), text: await tab.evaluate(() => navigator.clipboard.readText()) };
  await tab.goto(newer);
  seen.newer = await facts(tab);
  await tab.goto(page);
  seen.older = await facts(tab);
  await tab.locator("input[data-action]:checked").first().uncheck();
  seen.unticked = await facts(tab);
  await tab.locator("#forget").click();
  seen.forgotten = await facts(tab);
  await tab.reload();
  seen.forgottenStill = await facts(tab);
  await tab.context().close();
}

// The keyboard alone.
{
  const tab = await open();
  await tab.keyboard.press("Tab");
  seen.skip = await tab.evaluate(() => document.activeElement.textContent);
  await tab.keyboard.press("Enter");
  seen.main = await tab.evaluate(() => document.activeElement.id);
  await tab.locator("input[data-action]:not(:checked)").first().focus();
  await tab.keyboard.press("Space");
  seen.space = await facts(tab);
  await tab.context().close();
}

// A browser that remembers nothing for a file, and one that does not let it copy.
{
  const tab = await open({}, () => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  seen.forgetful = await told(tab, "said");
  await tab.locator("input[data-action]:not(:checked)").first().check();
  seen.forgetfulTicks = await facts(tab);
  await tab.locator("#copy").click();
  await tab.waitForFunction(() => document.getElementById("said").textContent);
  seen.marked = { said: await told(tab, "said"), text: await tab.evaluate(() => String(getSelection())) };
  await tab.context().close();
}

// Without scripts.
{
  const tab = await open({ javaScriptEnabled: false });
  seen.plain = {
    tools: await tab.locator(".tools").isVisible(),
    boxes: await tab.locator("input[data-action]").count(),
    summary: await tab.locator(".copied summary").isVisible(),
  };
  await tab.context().close();
}

// Today, by the clock of the browser.
seen.today = {};
for (const [day, time] of [["before", "2027-01-08T23:30:00"], ["first", "2027-01-11T00:10:00"], ["inside", "2027-02-01T12:00:00"], ["after", "2027-08-01T12:00:00"]]) {
  const context = await browser.newContext({ timezoneId: "Pacific/Auckland" });
  const tab = await context.newPage();
  await tab.clock.setFixedTime(new Date(`${time}+13:00`));
  await tab.goto(page);
  seen.today[day] = {
    told: await tab.locator("#today-told").isVisible() ? await told(tab, "today-told") : "",
    drawn: await tab.locator("#today").evaluate((mark) => getComputedStyle(mark).display !== "none" && mark.getAttribute("transform")),
  };
  await context.close();
}

// Every page: nothing sticks out at any width, axe finds nothing in the light and in the dark, and it prints.
for (const name of names) {
  const tab = await open({ reducedMotion: "reduce" }, null, String(pathToFileURL(join(folder, name))));
  const one = { widths: {}, violations: {}, passes: [] };
  await tab.locator(".copied summary").click();
  for (const [width, colorScheme] of [[360, "light"], [768, "light"], [1440, "dark"]]) {
    await tab.setViewportSize({ width, height: 900 });
    await tab.emulateMedia({ colorScheme });
    one.widths[width] = await tab.evaluate(() => document.documentElement.scrollWidth);
    if (width === 768) continue;
    await tab.evaluate(`${AXE}\n;undefined`);
    const result = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    one.passes.push(result.passes.length);
    for (const found of result.violations) one.violations[`${found.id} ${width}`] = found.nodes.map((node) => String(node.target));
  }
  for (const format of ["A4", "Letter"]) {
    await tab.pdf({ path: join(folder, `${name}.${format}.pdf`), format, printBackground: true });
  }
  seen.pages[name.replace(".html", "")] = one;
  await tab.context().close();
}

await browser.close();
console.log(JSON.stringify(seen));
