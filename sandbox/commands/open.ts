import { execa } from "execa";
import { accessFile, readAccess } from "./access.js";

/** Opens Prometheus in the desktop's browser, or prints the address if there is none. */
export async function open(): Promise<void> {
  const { monitoringUrl, caFile } = await readAccess();
  const url = `${monitoringUrl}/prometheus`;
  console.log(url);
  console.log(`users and passwords: ${accessFile()}`);
  console.log(`the browser must trust ${caFile}`);
  const { failed } = await execa("xdg-open", [url], { reject: false, stdio: "ignore" });
  if (failed) {
    console.log("no browser could be started: open the address in a browser on this machine");
  }
}
