/** The files beside the page: of each arm the profile whose share is the median, and its flame graph. */
import { type Arm, armId } from "../../core/model.ts";
import { leastSamples } from "../../core/profile/arm-processes.ts";
import type { CpuProfile } from "../../core/profile/cpu-profile.ts";
import { flameLayout } from "../../core/profile/flame-layout.ts";
import { profileName } from "../../core/profile/profile-name.ts";
import type { ArmProfile, CaseProfile, Representative } from "../../core/profile/profile-results.ts";
import { stacksOf } from "../../core/profile/stacks.ts";
import { whyUnseen } from "../../core/profile/unseen-work.ts";
import type { Header } from "../../core/records.ts";
import { renderChart } from "../charts/render-chart.ts";
import { runtimeTitle } from "../input.ts";
import { countText, microseconds, tenthsPercent } from "../number-text.ts";
import { flameChart, leastShare } from "./flame-chart.ts";
import { pooledText, shareText } from "./value-text.ts";

export type FileKind = "svg" | "cpuprofile" | "native-svg" | "native-cpuprofile";

export interface ProfileFiles {
  readonly pictures: ReadonlyMap<string, string>;
  /** Relative to the page; null where the arm has none. */
  linkOf(arm: Arm, kind: FileKind): string | null;
}

const endings: Record<FileKind, string> = {
  svg: ".svg",
  cpuprofile: ".cpuprofile",
  "native-svg": "-native.svg",
  "native-cpuprofile": "-native.cpuprofile",
};

export async function profileFiles(header: Header, cases: readonly CaseProfile[]): Promise<ProfileFiles> {
  const pictures = new Map<string, string>();
  const names = new Map<string, string>();
  const add = (arm: Arm, kind: FileKind, content: string) => {
    const name = `profiles/${profileName(arm)}${endings[kind]}`;
    names.set(`${armId(arm)} ${kind}`, name);
    pictures.set(name, content);
  };
  for (const profile of cases.flatMap(({ before, after }) => [before, after])) {
    const { arm, representative, native } = profile;
    if (representative) {
      add(arm, "cpuprofile", `${JSON.stringify(representative.profile)}\n`);
      // A handful of samples is no picture of anything.
      if (representative.busySamples >= leastSamples) {
        add(arm, "svg", await picture(profile, representative, header));
      }
    }
    if (native) {
      add(arm, "native-cpuprofile", `${JSON.stringify(native.profile)}\n`);
      add(arm, "native-svg", await nativePicture(nativeTitle(arm, header), arm, native.profile));
    }
  }
  return { pictures, linkOf: (arm, kind) => names.get(`${armId(arm)} ${kind}`) ?? null };
}

/** `Deno 2.9.6 undici, fresh` */
function armName({ client, scenario, context }: Arm, runtime: string): string {
  return `${runtime} ${client}, ${scenario}, ${context}`;
}

/** The picture's title, and its text for whoever cannot see it. */
export function armTitle({ arm, representative }: ArmProfile, header: Header): string {
  return `${armName(arm, titleOf(header, arm))}: ${shareLines({ arm, representative }).join(", ")}`;
}

function overRounds(profiled: ArmProfile): string {
  if (whyUnseen(profiled.arm) !== null) return "none of them can be of building a context";
  const { share } = profiled;
  return `over all rounds ${share === null ? pooledText(profiled) : shareText(share)} build contexts`;
}

function shareLines({ arm, representative }: Pick<ArmProfile, "arm" | "representative">): string[] {
  if (representative === null) return ["no profile"];
  if (whyUnseen(arm) !== null) return ["TLS contexts are built on another thread, and are not in it"];
  const { share, certificatesShare } = representative;
  const contexts = `${tenthsPercent(share)} of the CPU samples (red) build TLS contexts`;
  if (certificatesShare < 0.005) return [contexts];
  return [contexts, `${tenthsPercent(certificatesShare)} (teal) work on the CAs elsewhere`];
}

function titleOf({ runtimes }: Header, arm: Arm): string {
  const facts = runtimes.find(({ runtime }) => runtime === arm.runtime);
  return facts ? runtimeTitle(facts) : arm.runtime;
}

function nativeTitle(arm: Arm, header: Header): string {
  return `${armName(arm, titleOf(header, arm))}: native stacks of all threads, by perf`;
}

async function nativePicture(title: string, { runtime }: Arm, profile: CpuProfile): Promise<string> {
  const stacks = stacksOf(profile);
  const samples = stacks.reduce((sum, one) => sum + one.samples, 0);
  const subtitle = [`${countText(samples)} samples of one process. ${leftOutText}`];
  const layout = flameLayout(runtime, stacks, leastShare);
  return renderChart(flameChart(layout, { title, subtitle, description: `${title}. ${subtitle.join(" ")}` }));
}

const leftOutText = `Below ${tenthsPercent(leastShare)}: left out.`;

async function picture(profiled: ArmProfile, shown: Representative, header: Header): Promise<string> {
  const { arm, cpuNs } = profiled;
  const layout = flameLayout(arm.runtime, stacksOf(shown.profile), leastShare);
  const cost = cpuNs === null ? "" : `, ${microseconds(cpuNs)} µs of CPU an operation`;
  const samples = countText(shown.busySamples);
  const title = armName(arm, titleOf(header, arm));
  const rest = [`${samples} samples of one process${cost}`, `${overRounds(profiled)}. ${leftOutText}`];
  const subtitle = [...shareLines(profiled), ...rest];
  const description = `${armTitle(profiled, header)}. ${rest.join("; ")}`;
  return renderChart(flameChart(layout, { title, subtitle, description }));
}
